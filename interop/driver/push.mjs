// A push service's half, and a browser's: a message as it came (RFC 8291, RFC 8188) is opened with the browser's keys and given to the worker of its origin.
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

const SALT = 16, TAG = 16, LAST_RECORD = 2;
const bytes = base64url => Buffer.from(base64url, 'base64url');
const derive = (input, salt, info, length) => Buffer.from(hkdfSync('sha256', input, salt, info, length));

/** What it says. */
export function open(message, { secretKey, secret }) {
  const salt = message.subarray(0, SALT);
  const idLength = message[SALT + 4];
  const sender = message.subarray(SALT + 5, SALT + 5 + idLength);
  const sealed = message.subarray(SALT + 5 + idLength);
  const browser = createECDH('prime256v1');
  browser.setPrivateKey(bytes(secretKey));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const input = derive(browser.computeSecret(sender), bytes(secret), info, 32);
  const decipher = createDecipheriv('aes-128-gcm', derive(input, salt, 'Content-Encoding: aes128gcm\0', 16), derive(input, salt, 'Content-Encoding: nonce\0', 12));
  decipher.setAuthTag(sealed.subarray(-TAG));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  const end = padded.lastIndexOf(LAST_RECORD);
  if (padded.subarray(end + 1).some(byte => byte !== 0)) throw new Error('not the last record');
  return padded.subarray(0, end).toString();
}

/** Wakes the worker, as Chromium does when a message comes. */
export async function wake(page, origin, data) {
  await page.context().grantPermissions(['notifications', 'microphone', 'camera'], { origin });
  const session = await page.context().newCDPSession(page);
  const registered = new Promise(resolve => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
    if (ours) resolve(ours.registrationId);
  }));
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  await session.detach();
}

/** What the worker of that origin shows, by title and text. */
export async function shown(page, origin) {
  const worker = page.context().serviceWorkers().find(each => each.url().startsWith(origin));
  return worker ? worker.evaluate(async () => (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)) : [];
}
