import { describe, expect, it, vi } from 'vitest';
import { settle } from './fakes.js';
import { browser, connected, make, talking } from './harness.js';

describe('a phone', () => {
  it('is registered after its first welcome, unless it takes no calls', async () => {
    const phone = make(), states: string[] = [];
    phone.on('state', (state) => states.push(state));
    await connected(phone);
    expect([phone.identity, ...states]).toEqual(['alice', 'connecting', 'registered']);
    const quiet = make({ register: false });
    const socket = await connected(quiet);
    expect(quiet.state).toBe('online');
    expect(socket.last('hello').register).toBe(false);
  });

  it('can go on and off the list of those that ring', async () => {
    const phone = make();
    const socket = await connected(phone);
    await phone.unregister();
    expect([phone.state, socket.last('register').on]).toEqual(['online', false]);
    await phone.register();
    expect([phone.state, socket.last('register').on]).toEqual(['registered', true]);
  });

  it('opens one socket, however often it is asked to connect', async () => {
    const phone = make();
    const all = Promise.all([phone.connect(), phone.connect()]);
    await connected(phone);
    await all;
    await phone.connect();
    expect(browser.sockets).toHaveLength(1);
  });

  it('cannot connect where there is no WebRTC', async () => {
    browser.supported = false;
    await expect(make().connect()).rejects.toMatchObject({ code: 'unsupported-browser' });
  });

  it('hangs up what speaks here when it is destroyed, and is of no use afterwards', async () => {
    const phone = make();
    const socket = await connected(phone);
    await talking(phone, socket);
    const destroyed = phone.destroy();
    expect(socket.types()).toContain('hangup');
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'local', durationMs: 5 });
    await destroyed;
    expect([phone.state, phone.calls.length, socket.closed]).toEqual(['offline', 0, true]);
    await expect(phone.connect()).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('survives a listener that throws', async () => {
    const phone = make(), reported = vi.fn(), heard = vi.fn();
    vi.stubGlobal('reportError', reported);
    phone.on('state', () => { throw new Error('oops'); });
    phone.on('state', heard);
    await connected(phone);
    expect(heard).toHaveBeenCalledTimes(2);
    expect(reported).toHaveBeenCalledTimes(2);
  });

  it('forgets listeners when their signal says so', async () => {
    const phone = make(), heard = vi.fn(), over = new AbortController();
    phone.on('state', heard, { signal: over.signal });
    over.abort();
    phone.on('state', heard, { signal: over.signal });
    await connected(phone);
    expect(heard).not.toHaveBeenCalled();
  });

  it('reports what ends it later as an event, and to whoever waits for it as a refusal', async () => {
    const phone = make(), heard = vi.fn();
    phone.on('error', heard);
    (await connected(phone)).drop(4001);
    expect(heard).toHaveBeenCalledOnce();
    const again = expect(phone.connect()).rejects.toMatchObject({ code: 'token-invalid' });
    await settle();
    browser.socketNow.drop(4003);
    await again;
    expect(heard).toHaveBeenCalledOnce();
  });
});
