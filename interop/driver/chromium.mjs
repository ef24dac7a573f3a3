// Chromium of the machine through Playwright. Its microphone is a WAV file, its permissions are granted.
import { chromium } from 'playwright-core';

export async function launchChromium({ executable = '/usr/bin/chromium', wav }) {
  const browser = await chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      '--no-sandbox',                                    // root cannot have one
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      ...(wav ? ['--use-file-for-fake-audio-capture=' + wav] : []),
      '--ignore-certificate-errors',                     // of relays, whose certificates are the lab's too
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-background-timer-throttling',           // a tab behind another is measured like the one in front
      '--disable-renderer-backgrounding',
    ],
  });
  const contexts = new Map();
  return {
    version: 'chromium ' + browser.version(),
    async open(name, log) {
      if (!contexts.has(name)) contexts.set(name, await browser.newContext({ ignoreHTTPSErrors: true, permissions: ['microphone', 'camera'] }));
      const page = await contexts.get(name).newPage();
      page.on('console', message => log(message.type(), message.text()));
      page.on('pageerror', error => log('error', error.stack ?? error.message));
      return page;
    },
    close: () => browser.close(),
  };
}
