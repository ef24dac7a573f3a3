import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RingdownError } from '../sdk/errors.js';
import { Link, type LinkListener } from '../sdk/link.js';
import { ResumeTicket } from '../sdk/resume.js';
import type { TokenProvider } from '../sdk/ringdown.js';
import { Tokens } from '../sdk/tokens.js';
import { FakeBrowser, FakeLocks, type FakeSocket, jwt, settle, welcome } from './fakes.js';

let browser: FakeBrowser;
let told: string[];
let why: RingdownError | undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  browser = new FakeBrowser();
  told = [];
  why = undefined;
});

afterEach(() => {
  vi.useRealTimers();
});

function link(token: TokenProvider = 'T'): Link {
  const listener: LinkListener = {
    welcome: () => told.push('welcome'),
    message: (message) => told.push(message.type),
    lost: () => told.push('lost'),
    closed: (error) => {
      told.push('closed');
      why = error;
    },
  };
  const made = new Link({
    url: 'ws://gateway/v1/phone', tokens: new Tokens(token, browser.now), register: () => true, platform: browser, listener,
    ticket: () => new ResumeTicket('test', browser) });
  made.start();
  return made;
}

async function greet(members: object = {}): Promise<FakeSocket> {
  await settle();
  const socket = browser.socketNow;
  socket.open();
  await settle();
  socket.receive(welcome(members));
  return socket;
}

/** Waits for the next attempt and says how long that took. */
async function nextAttempt(): Promise<number> {
  const before = browser.sockets.length, start = Date.now();
  while (browser.sockets.length === before && Date.now() - start < 60_000) await vi.advanceTimersByTimeAsync(50);
  return Date.now() - start;
}

describe('the first message', () => {
  it('has the token in it, and the address has not', async () => {
    link(jwt({ sub: 'alice' }));
    const socket = await greet();
    expect(socket.url).toBe('ws://gateway/v1/phone');
    expect(socket.sent).toEqual([{ type: 'hello', v: 1, token: jwt({ sub: 'alice' }), sdk: 'ringdown/0.1.0', register: true }]);
    expect(told).toEqual(['welcome']);
  });

  it('is awaited by the token, which is fetched while the socket opens', async () => {
    const fetched = vi.fn(() => new Promise<string>((resolve) => { setTimeout(() => resolve('late'), 500); }));
    link(fetched);
    expect(fetched).toHaveBeenCalledOnce();
    browser.socketNow.open();
    await vi.advanceTimersByTimeAsync(499);
    expect(browser.socketNow.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(browser.socketNow.last('hello').token).toBe('late');
  });

  it('is not said on a socket that went while the token was fetched', async () => {
    link(() => new Promise((resolve) => { setTimeout(() => resolve('late'), 400); }));
    const old = browser.socketNow;
    old.open();
    old.drop();
    await vi.advanceTimersByTimeAsync(300);
    browser.socketNow.open();
    await vi.advanceTimersByTimeAsync(1000);
    expect([old.types(), browser.socketNow.types()]).toEqual([[], ['hello']]);
  });

  it('says nothing else before the welcome', async () => {
    const made = link();
    await settle();
    browser.socketNow.open();
    await settle();
    expect(made.send({ type: 'ping' })).toBe(false);
    expect(browser.socketNow.types()).toEqual(['hello']);
  });
});

describe('coming back', () => {
  it('resumes with the token of the last welcome', async () => {
    link();
    (await greet({ resume: 'r_1' })).drop();
    await nextAttempt();
    await greet({ resume: 'r_2' });
    expect(browser.socketNow.last('hello').resume).toBe('r_1');
    browser.socketNow.drop();
    await nextAttempt();
    browser.socketNow.open();
    await settle();
    expect(browser.socketNow.last('hello').resume).toBe('r_2');
    expect(told).toEqual(['welcome', 'lost', 'welcome', 'lost']);
  });

  it('waits longer each time, and starts anew after a welcome', async () => {
    link();
    (await greet()).drop();
    const waits = [];
    for (let i = 0; i < 7; i++) {
      waits.push(await nextAttempt());
      browser.socketNow.drop();
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000]);
    await nextAttempt();
    (await greet()).drop();
    expect(await nextAttempt()).toBe(250);
  });

  it.each(['online', 'visibilitychange', 'pageshow'])('does not wait when the page hears %s', async (event) => {
    link();
    (await greet()).drop();
    for (let i = 0; i < 5; i++) {
      await nextAttempt();
      browser.socketNow.drop();
    }
    const before = browser.sockets.length;
    browser.fire(event, { persisted: true });
    expect(browser.sockets).toHaveLength(before + 1);
  });

  it.each([1001, 1013, 4002, 1006])('happens after close code %d', async (code) => {
    link();
    (await greet()).drop(code);
    await nextAttempt();
    expect(browser.sockets).toHaveLength(2);
  });

  it('happens when the gateway falls silent: a ping, and then no word', async () => {
    link();
    const socket = await greet();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(socket.types()).toEqual(['hello', 'ping']);
    socket.receive({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(told).toEqual(['welcome']);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(told).toEqual(['welcome', 'lost']);
    expect(socket.closed).toBe(true);
  });

  it('is quick after sleep: the page doubts the socket as soon as it is seen again', async () => {
    link();
    await greet();
    browser.fire('visibilitychange');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(told).toEqual(['welcome', 'lost']);
  });

  it('is quicker still where another socket opens before the doubted one has answered: that one is used', async () => {
    link();
    const old = await greet();
    browser.fire('online');
    await vi.advanceTimersByTimeAsync(250);
    expect(browser.sockets).toHaveLength(2);
    expect([old.closed, told]).toEqual([false, ['welcome']]);
    const socket = await greet();
    expect([old.closed, socket.types(), told]).toEqual([true, ['hello'], ['welcome', 'lost', 'welcome']]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(browser.sockets).toHaveLength(2);
  });

  it('keeps the doubted socket where that answers first', async () => {
    link();
    const old = await greet();
    browser.fire('online');
    await vi.advanceTimersByTimeAsync(250);
    old.receive({ type: 'pong' });
    const late = browser.socketNow;
    late.open();
    expect([old.closed, late.closed, told]).toEqual([false, true, ['welcome']]);
  });

  it('tries no other socket where the doubted one answers at once', async () => {
    link();
    const old = await greet();
    browser.fire('online');
    browser.fire('visibilitychange');
    old.receive({ type: 'pong' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(browser.sockets).toHaveLength(1);
  });

  it('ignores what an earlier socket still says', async () => {
    link();
    const old = await greet();
    old.drop();
    await nextAttempt();
    await greet();
    old.receive({ type: 'answered', call: 'c' });
    old.drop(4001);
    expect(told).toEqual(['welcome', 'lost', 'welcome']);
  });
});

describe('giving up', () => {
  it('happens after ten seconds without a first welcome, and says where the gateway was sought', async () => {
    link();
    for (let i = 0; i < 20 && !why; i++) {
      browser.socketNow.drop();
      await nextAttempt();
    }
    expect(why).toMatchObject({ code: 'signaling-lost', retryable: true, message: 'No connection to ws://gateway/v1/phone.' });
    expect(Date.now() - 1_000_000).toBeGreaterThan(7_000);
  });

  it('happens at once when another page has taken this one’s place', async () => {
    link();
    (await greet()).drop(4001);
    expect(why).toMatchObject({ code: 'signaling-lost', retryable: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(browser.sockets).toHaveLength(1);
  });

  it('happens at once for another version of the protocol', async () => {
    link();
    await settle();
    browser.socketNow.open();
    browser.socketNow.receive({ type: 'error', code: 'unsupported-version', message: 'We speak 2 and 3.' });
    browser.socketNow.drop(4004);
    expect(why).toMatchObject({ code: 'unsupported-version', message: 'We speak 2 and 3.' });
  });

  it('happens when no token can be fetched', async () => {
    const cause = new Error('offline');
    link(() => Promise.reject(cause));
    await settle();
    expect(why).toMatchObject({ code: 'token-invalid', cause });
  });

  it('never happens after a welcome while only the network is gone, tokens included', async () => {
    let online = true;
    link(() => online ? Promise.resolve(jwt({ sub: 'alice', iat: 1000, exp: 1030 })) : Promise.reject(new Error('offline')));
    (await greet()).drop();
    online = false;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(why).toBeUndefined();
    online = true;
    await nextAttempt();
    await greet();
    expect(told.at(-1)).toBe('welcome');
  });
});

describe('tokens', () => {
  const refuse = (code: string) => {
    browser.socketNow.open();
    browser.socketNow.receive({ type: 'error', code, message: 'No.' });
    browser.socketNow.drop(4003);
  };

  it('one that is refused is replaced once, then reported', async () => {
    const provider = vi.fn().mockResolvedValueOnce('first').mockResolvedValueOnce('second');
    link(provider);
    await settle();
    refuse('token-expired');
    await settle();
    browser.socketNow.open();
    await settle();
    expect(browser.socketNow.last('hello').token).toBe('second');
    refuse('token-invalid');
    expect(why).toMatchObject({ code: 'token-invalid', message: 'No.' });
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('a fixed one that is refused is reported at once', async () => {
    link('fixed');
    await settle();
    refuse('token-expired');
    expect(why).toMatchObject({ code: 'token-expired' });
  });

  it('another token does not help a page of the wrong origin', async () => {
    const provider = vi.fn(() => 'T');
    link(provider);
    await settle();
    refuse('origin-not-allowed');
    expect(why).toMatchObject({ code: 'origin-not-allowed' });
    expect(provider).toHaveBeenCalledOnce();
  });

  it('are refreshed before they expire, by their own clock', async () => {
    let n = 0;
    link(() => jwt({ sub: 'alice', iat: 77, exp: 77 + 600, n: n++ }));   // the gateway's clock is far from ours
    const socket = await greet();
    for (let i = 0; i < 539; i++) {
      await vi.advanceTimersByTimeAsync(1000);
      socket.receive({ type: 'pong' });
    }
    expect(socket.types()).not.toContain('token');
    await vi.advanceTimersByTimeAsync(1000);
    expect(socket.last('token').token).toBe(jwt({ sub: 'alice', iat: 77, exp: 677, n: 1 }));
  });

  it('are asked for again when the first refresh fails', async () => {
    const provider = vi.fn().mockResolvedValueOnce(jwt({ sub: 'a', iat: 0, exp: 60 })).mockRejectedValueOnce(new Error('x')).mockResolvedValue('good');
    link(provider);
    const socket = await greet();
    await vi.advanceTimersByTimeAsync(14_000);
    socket.receive({ type: 'pong' });
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(10_000);
      socket.receive({ type: 'pong' });
    }
    expect(socket.last('token').token).toBe('good');
  });

  it('are replaced when the gateway says that one has expired', async () => {
    const provider = vi.fn().mockResolvedValueOnce('old').mockResolvedValueOnce('new');
    link(provider);
    const socket = await greet();
    socket.receive({ type: 'error', code: 'token-expired' });
    await settle();
    expect(socket.last('token').token).toBe('new');
    socket.receive({ type: 'error', code: 'token-expired' });
    expect(told).toEqual(['welcome', 'error']);
  });

  it('are reused while they are good', async () => {
    const provider = vi.fn(() => jwt({ sub: 'alice', iat: 1000, exp: 1600 }));
    link(provider);
    (await greet()).drop();
    await nextAttempt();
    await greet();
    expect(provider).toHaveBeenCalledOnce();
  });

  it('of a guest name another guest each time: they are never used twice, and never sent as a refresh', async () => {
    let n = 0;
    link(() => jwt({ sub: `guest:${String(n++)}`, iat: 1000, exp: 1060 }));
    const socket = await greet();
    for (let i = 0; i < 12; i++) {
      await vi.advanceTimersByTimeAsync(10_000);
      socket.receive({ type: 'pong' });
    }
    expect(socket.types()).not.toContain('token');
    socket.drop();
    await nextAttempt();
    await greet();
    expect(browser.socketNow.last('hello')).toMatchObject({ token: jwt({ sub: 'guest:1', iat: 1000, exp: 1060 }), resume: 'r_1' });
  });
});

describe('the ticket for the next page', () => {
  const ticket = (of: FakeBrowser) => new ResumeTicket('k', of);
  /** The same tab after a reload, or a copy of it. */
  const tab = (from: FakeBrowser, locks: FakeLocks) => new FakeBrowser({ items: from.store.items, locks });
  let locks: FakeLocks;

  beforeEach(() => {
    locks = new FakeLocks();
    browser = new FakeBrowser({ locks });
  });

  async function taken(by: FakeBrowser): Promise<string | undefined> {
    const token = ticket(by).take();
    await vi.advanceTimersByTimeAsync(1000);
    return token;
  }

  it('is there after a reload', async () => {
    const page = ticket(browser);
    page.keep('r_1');
    page.free();
    expect(await taken(tab(browser, locks))).toBe('r_1');
  });

  it('is used once: a second phone in the new page does not get it as well', async () => {
    const page = ticket(browser);
    page.keep('r_1');
    page.free();
    const next = tab(browser, locks);
    expect(await taken(next)).toBe('r_1');
    expect(await taken(next)).toBeUndefined();
  });

  it('is not for a duplicated tab: its page is alive', async () => {
    ticket(browser).keep('r_1');
    await settle();
    expect(await taken(tab(browser, locks))).toBeUndefined();
  });

  it('is there after a crash, which says no goodbye', async () => {
    ticket(browser).keep('r_1');
    await settle();
    locks.freeAll();
    expect(await taken(tab(browser, locks))).toBe('r_1');
  });

  it('is kept for a page that comes back from the back-forward cache', async () => {
    const page = ticket(browser);
    page.keep('r_1');
    page.free();
    page.reclaim();
    await settle();
    expect(await taken(tab(browser, locks))).toBeUndefined();
  });

  it('is not left behind by a phone that was destroyed', async () => {
    const page = ticket(browser);
    page.keep('r_1');
    page.forget();
    page.free();
    expect(await taken(tab(browser, locks))).toBeUndefined();
  });

  it.each(['', 'nonsense', '7', '{}', '{"token":7,"holder":"x"}'])('is not %j', async (item) => {
    browser.store.setItem('ringdown:resume:k', item);
    expect(await taken(browser)).toBeUndefined();
  });

  it('waits where an element may look for it', () => {
    expect(ResumeTicket.waits('k', browser)).toBe(false);
    ticket(browser).keep('r_1');
    expect(ResumeTicket.waits('k', browser)).toBe(true);
  });

  it('does without storage that is full', () => {
    browser.store.setItem = () => { throw new Error('QuotaExceededError'); };
    expect(() => ticket(browser).keep('r_1')).not.toThrow();
  });
});
