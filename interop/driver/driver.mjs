// Drives one browser on behalf of the Java tests: one JSON object a line on stdin, one answer a line on stdout.
//
//   {"id":1, "do":"launch", "browser":"chromium|firefox", "wav":"/tone.wav", "sound":true}  -> {"id":1, "value":"156.0"}
//   {"id":2, "do":"open", "url":"http://…", "context":"a", "script":"…"}                    -> {"id":2, "value":"p1"}
//   {"id":3, "do":"evaluate", "page":"p1", "script":"return 6 * 7"}                          -> {"id":3, "value":42}
//   {"id":3, "do":"evaluate|click", "page":"p1", "frame":"http://…", …}: in the frame whose address begins so
//   {"id":4, "do":"reload|close|screenshot|front", "page":"p1", "path":"/shot.png"}              -> {"id":4, "value":null}
//   {"id":5, "do":"click", "page":"p1", "selector":"button"}                                  -> {"id":5, "value":null}
//   {"id":5, "do":"hover", "page":"p1", "selector":"button"}                                  -> {"id":5, "value":null}
//   {"id":6, "do":"fill", "page":"p1", "selector":"input", "text":"600"}                      -> {"id":6, "value":null}
//   {"id":7, "do":"press", "page":"p1", "keys":"Tab"}                                         -> {"id":7, "value":null}
//   {"id":8, "do":"inject", "page":"p1", "file":"library.js"}                                 -> {"id":8, "value":null}
//   {"id":9, "do":"look", "page":"p1", "scheme":"dark", "width":320, "height":640}            -> {"id":9, "value":null}
//   {"id":10, "do":"wake", "page":"p1", "origin":"http://…", "message":"…", "secretKey":"…", "secret":"…"} -> {"id":10, "value":"what it says"}
//   {"id":11, "do":"shown", "page":"p1", "origin":"http://…"}                                 -> {"id":11, "value":["…"]}
//   {"id":12, "do":"quit"}
//
// A failure answers {"id":…, "error":"…"}. What a page logs comes unasked: {"page":"p1", "level":"error", "text":"…"}.
// Pages of one context share their storage; pages of two do not know of each other.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { launchChromium } from './chromium.mjs';
import { launchFirefox } from './firefox.mjs';
import { open as read, shown, wake } from './push.mjs';

const engines = { chromium: launchChromium, firefox: launchFirefox };
const pages = new Map();
let browser;
let opened = 0;

const at = ({ page, frame }) => frame ? pages.get(page).frames().find(each => each.url().startsWith(frame)) : pages.get(page);

const say = message => process.stdout.write(JSON.stringify(message) + '\n');

const commands = {
  async launch(options) {
    browser = await engines[options.browser](options);
    return browser.version;
  },
  async open({ url, context, script }) {
    const name = 'p' + ++opened;
    const page = await browser.open(context ?? 'shared', (level, text) => say({ page: name, level, text }));
    pages.set(name, page);
    if (script) await page.addInitScript(script);   // before every script of the page's own, whatever its policy says
    await page.goto(url, { waitUntil: 'load' });
    return name;
  },
  evaluate: ({ script, ...where }) => at(where).evaluate(`(async () => { ${script}\n})()`),
  async reload({ page }) { await pages.get(page).reload({ waitUntil: 'commit' }); },
  async close({ page }) {
    await pages.get(page).close();
    pages.delete(page);
  },
  async click({ selector, ...where }) { await at(where).click(selector); },
  async hover({ page, selector }) { await pages.get(page).hover(selector); },
  async fill({ page, selector, text }) { await pages.get(page).fill(selector, text); },
  async press({ page, keys }) { await pages.get(page).keyboard.press(keys); },
  async inject({ page, file }) { await pages.get(page).evaluate(await readFile(file, 'utf8')); },   // no script element: a page's policy may forbid it
  async look({ page, scheme, width, height }) {   // Chromium only; nothing moves, so that colours can be judged at once
    await pages.get(page).emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await pages.get(page).setViewportSize({ width: Number(width), height: Number(height) });
  },
  async screenshot({ page, path }) { await pages.get(page).screenshot({ path }); },
  async wake({ page, origin, message, ...keys }) {   // Chromium only
    const data = read(Buffer.from(message, 'base64url'), keys);
    await wake(pages.get(page), origin, data);
    return data;
  },
  shown: ({ page, origin }) => shown(pages.get(page), origin),
  async front({ page }) { await pages.get(page).bringToFront(); },
  async quit() {
    await browser?.close();
    setImmediate(() => process.exit(0));
  },
};

createInterface({ input: process.stdin })
  .on('line', async line => {
    const { id, do: command, ...options } = JSON.parse(line);
    try {
      say({ id, value: (await commands[command](options)) ?? null });
    } catch (error) {
      say({ id, error: error.message ?? String(error) });
    }
  })
  .on('close', () => commands.quit());   // the tests are gone
