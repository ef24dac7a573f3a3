import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PushBrowser } from '../sdk/push.js';
import { settle } from './fakes.js';
import { begin, browser, connected, make, reconnected } from './harness.js';

const KEY = btoa(String.fromCharCode(4, ...Array<number>(64).fill(7))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** A browser's subscription, by the key that it was made with. */
class Subscription {
  readonly endpoint = 'https://push.example/abc';
  gone = false;

  constructor(readonly options: { applicationServerKey: ArrayBuffer }) {}

  toJSON() { return { endpoint: this.endpoint, keys: { p256dh: 'P', auth: 'A' } }; }
  unsubscribe() { this.gone = true; return Promise.resolve(true); }
}

class Worker {
  made: Subscription[] = [];
  readonly pushManager = {
    getSubscription: () => Promise.resolve(this.made.findLast((one) => !one.gone) ?? null),
    subscribe: (options: { userVisibleOnly: boolean; applicationServerKey: Uint8Array<ArrayBuffer> }) => {
      expect(options.userVisibleOnly).toBe(true);
      this.made.push(new Subscription({ applicationServerKey: options.applicationServerKey.buffer }));
      return Promise.resolve(this.made.at(-1));
    },
  };
}

let worker: Worker;
let permission: NotificationPermission;
const asked = vi.fn();
const registered = vi.fn();

beforeEach(() => {
  worker = new Worker();
  permission = 'granted';
  asked.mockClear();
  registered.mockClear();
  browser.push = {
    permission: () => { asked(); return Promise.resolve(permission); },
    register: () => { registered(); return Promise.resolve(worker as unknown as ServiceWorkerRegistration); },
    page: 'https://shop.example/phone',
  } satisfies PushBrowser;
});

afterEach(() => vi.unstubAllGlobals());

async function online(key = KEY) {
  const phone = make();
  const socket = await connected(phone);
  if (key !== '') socket.receive({ type: 'push', key });
  return { phone, socket };
}

async function enabled() {
  const { phone, socket } = await online();
  const enabling = phone.enablePush();
  await settle();
  socket.receive({ type: 'done', ref: socket.last('push').ref });
  await enabling;
  return { phone, socket };
}

describe('a phone that is to ring when its page is closed', () => {
  it('asks the user, subscribes with the gateway’s key, and says how to wake it', async () => {
    const { socket } = await enabled();
    expect(asked).toHaveBeenCalledOnce();
    const { ref, ...said } = socket.last('push');
    expect(ref).toBeDefined();
    expect(said).toEqual({ type: 'push', endpoint: 'https://push.example/abc', p256dh: 'P', auth: 'A', page: 'https://shop.example/phone' });
    expect(new Uint8Array(worker.made[0]?.options.applicationServerKey ?? new ArrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([4, 7, 7]));
  });

  it('uses the worker of the page, where there is one', async () => {
    const { phone, socket } = await online();
    const enabling = phone.enablePush(worker as unknown as ServiceWorkerRegistration);
    await settle();
    socket.receive({ type: 'done', ref: socket.last('push').ref });
    await enabling;
    expect(registered).not.toHaveBeenCalled();
  });

  it('says it again to a gateway that was begun anew, and subscribes anew where its key is another', async () => {
    const { socket } = await enabled();
    socket.drop();
    const again = await reconnected();
    again.receive({ type: 'push', key: KEY });
    await settle();
    expect(again.last('push').endpoint).toBe('https://push.example/abc');
    expect(worker.made).toHaveLength(1);
    again.drop();
    const another = await reconnected();
    another.receive({ type: 'push', key: KEY.replace('BAcH', 'BAgI') });
    await settle();
    expect(worker.made).toHaveLength(2);
    expect(worker.made[0]?.gone).toBe(true);
  });

  it('is offered only where both gateway and browser can', async () => {
    expect((await online()).phone.canPush).toBe(true);
    expect((await online('')).phone.canPush).toBe(false);
    browser.push = undefined;
    expect((await online()).phone.canPush).toBe(false);
  });

  it('asks nobody anything until it is told to', async () => {
    const { socket } = await online();
    await settle();
    expect(asked).not.toHaveBeenCalled();
    expect(socket.sent.filter(({ type }) => type === 'push')).toHaveLength(0);
  });

  it('says why it cannot be', async () => {
    permission = 'denied';
    const { phone } = await online();
    await expect(phone.enablePush()).rejects.toMatchObject({ code: 'permissions-policy', hint: expect.stringContaining('Allow') as string });
    expect(worker.made).toHaveLength(0);

    browser.push = undefined;
    const { phone: elsewhere } = await online();
    vi.stubGlobal('isSecureContext', false);
    await expect(elsewhere.enablePush()).rejects.toMatchObject({ code: 'insecure-context' });
    vi.stubGlobal('isSecureContext', true);
    await expect(elsewhere.enablePush()).rejects.toMatchObject({ code: 'unsupported-browser' });
  });

  it('says so where the gateway wakes nobody', async () => {
    const { phone } = await online('');
    const enabling = expect(phone.enablePush()).rejects.toMatchObject({ code: 'bad-state', hint: expect.stringContaining('push.contact') as string });
    await vi.advanceTimersByTimeAsync(2_000);
    await enabling;
    expect(asked).not.toHaveBeenCalled();
  });

  it('is refused with what the gateway says', async () => {
    const { phone, socket } = await online();
    const enabling = phone.enablePush();
    begin(enabling);
    await settle();
    socket.receive({ type: 'error', code: 'destination-not-allowed', message: 'none of push.hosts', hint: 'h', retryable: false, ref: socket.last('push').ref });
    await expect(enabling).rejects.toMatchObject({ message: 'none of push.hosts' });
  });

  it('stops when it is told to', async () => {
    const { phone, socket } = await enabled();
    const disabling = phone.disablePush();
    await settle();
    expect(socket.last('push.off').endpoint).toBe('https://push.example/abc');
    socket.receive({ type: 'done', ref: socket.last('push.off').ref });
    await disabling;
    expect(worker.made[0]?.gone).toBe(true);
    await phone.disablePush();   // nothing is left to stop
  });
});
