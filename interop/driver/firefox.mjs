// Firefox ESR of the machine through WebDriver BiDi (Puppeteer). Its microphone is a steady 1 kHz tone.
import puppeteer from 'puppeteer-core';

const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.navigator.audio.fake_frequency': 1000,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // A tab behind another is measured like the one in front: else its timers run once a second.
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'dom.ipc.processPriorityManager.enabled': false,
  'network.websocket.allowInsecureFromHTTPS': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.update.enabled': false,
};

export async function launchFirefox({ executable = '/usr/bin/firefox-esr' }) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executable,
    headless: true,
    acceptInsecureCerts: true,                           // the lab's are self-signed
    extraPrefsFirefox: preferences,
  });
  const contexts = new Map();
  return {
    version: await browser.version(),
    async open(name, log) {
      if (!contexts.has(name)) contexts.set(name, await browser.createBrowserContext());
      const page = await contexts.get(name).newPage();
      page.on('console', message => log(message.type(), message.text()));
      page.on('pageerror', error => log('error', error.stack ?? error.message));
      return page;
    },
    close: () => browser.close(),
  };
}
