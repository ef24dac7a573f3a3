import { describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import { RingdownError } from '../sdk/errors.js';
import type { Phone } from '../sdk/phone.js';
import type { CallInfo } from '../sdk/wire.js';
import { type FakeSocket, info, settle } from './fakes.js';
import { begin, browser, connected, listen, make, talking } from './harness.js';

/** What a browser says once sound leaves it. */
const LEAVES = () => new Map([['out', { type: 'outbound-rtp', packetsSent: 1 }]]);

describe('the same user’s calls on several pages', () => {
  it('after a reload, a call is pulled here at once, and heard before the microphone is there', async () => {
    const phone = make(), calls: Call[] = [];
    let heard: string[] = [];
    phone.on('call', (call) => {
      calls.push(call as Call);
      heard = listen(call as Call);
    });
    browser.ask = () => new Promise((resolve) => { setTimeout(resolve, 3000); });
    const socket = await connected(phone, { calls: [info({ mine: true })] });
    expect(phone.calls).toEqual(calls);
    expect(socket.bursts.at(-1)).toEqual(['media.open', 'pull']);
    socket.receive({ type: 'pulled', call: 'c_1' });
    await settle();
    browser.peerNow.become('connected');
    expect(heard).toEqual(['reconnecting', '(reconnecting)', '(here)', 'active', '(reconnected)']);
    expect(calls[0]?.answeredAt).toEqual(new Date(2));
    await vi.advanceTimersByTimeAsync(3000);
    expect(browser.peerNow.track).toBe(browser.microphones[0]);
  });

  it('a call that the gateway still counts as here after a reload is pulled too: its connection went with the old page', async () => {
    const socket = await connected(make(), { calls: [info({ here: true, mine: true })] });
    expect(socket.last('pull').call).toBe('c_1');
  });

  it('a microphone refused after a reload leaves the far end to be heard', async () => {
    const phone = make(), errors: string[] = [];
    phone.on('call', (call) => call.on('error', ({ code }) => errors.push(code)));
    browser.refusal = new RingdownError('mic-denied');
    const socket = await connected(phone, { calls: [info({ mine: true })] });
    socket.receive({ type: 'pulled', call: 'c_1' });
    await settle();
    expect([errors, phone.calls[0]?.here]).toEqual([['mic-denied'], true]);
  });

  async function lookingOn(members: Partial<CallInfo> = {}): Promise<{ phone: Phone; socket: FakeSocket; call: Call }> {
    const phone = make();
    const socket = await connected(phone, { calls: [info(members)] });
    return { phone, socket, call: phone.calls[0] as Call };
  }

  it('a call of another tab is listed, and left there', async () => {
    const { socket, call } = await lookingOn();
    expect([call.here, call.state, socket.types()]).toEqual([false, 'active', ['hello']]);
  });

  it('is brought here on request, once there is all to go on with it', async () => {
    const { socket, call } = await lookingOn();
    let give: () => void = () => undefined;
    const asked = browser.ask;
    browser.ask = async (...how) => {
      await new Promise<void>((resolve) => { give = resolve; });
      return asked(...how);
    };
    const pulled = call.pull();
    await settle();
    expect(socket.types()).toEqual(['hello', 'media.open']);   // it connects while the microphone is opened
    browser.peerNow.become('connected');
    await settle();
    give();
    await settle();
    expect(browser.peerNow.track).toBe(browser.microphones[0]);   // and speaks, where nobody hears it yet
    expect(socket.types()).not.toContain('pull');
    browser.peerNow.statistics = LEAVES;
    await vi.advanceTimersByTimeAsync(30);
    expect(socket.last('pull')).toEqual({ type: 'pull', call: 'c_1', m: socket.last('media.open').m });
    await expect(call.pull()).rejects.toMatchObject({ code: 'bad-state' });
    socket.receive({ type: 'call.update', call: info({ here: false }) });   // on its way before the gateway heard of it
    socket.receive({ type: 'pulled', call: 'c_1' });
    await pulled;
    expect(call.here).toBe(true);
    await call.pull();
    expect(socket.types().filter((type) => type === 'pull')).toHaveLength(1);
  });

  it.each([['the connection has a hard way', false], ['the browser never says that sound leaves', true]])('is brought here all the same where %s', async (_, connects) => {
    const { socket, call } = await lookingOn();
    begin(call.pull());
    await settle();
    if (connects) browser.peerNow.become('connected');
    await vi.advanceTimersByTimeAsync(1999);
    expect(socket.types()).not.toContain('pull');
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.last('pull').call).toBe('c_1');
  });

  it('stays where it is without a microphone', async () => {
    const { socket, call } = await lookingOn();
    browser.refusal = new RingdownError('mic-denied');
    await expect(call.pull()).rejects.toMatchObject({ code: 'mic-denied' });
    expect([call.here, socket.types()]).toEqual([false, ['hello', 'media.open', 'media.close']]);
  });

  it('that ends meanwhile is not asked for', async () => {
    const { socket, call } = await lookingOn();
    const refused = expect(call.pull()).rejects.toBeInstanceOf(RingdownError);
    await settle();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    browser.peerNow.become('connected');
    await refused;
    expect(socket.types()).toEqual(['hello', 'media.open', 'media.close']);
  });

  it('stays where it is when the gateway refuses, and the microphone is let go', async () => {
    const { socket, call } = await lookingOn();
    const refused = expect(call.pull()).rejects.toMatchObject({ code: 'bad-state', message: 'Too late.' });
    await settle();
    browser.peerNow.statistics = LEAVES;
    browser.peerNow.become('connected');
    await settle();
    socket.receive({ type: 'error', code: 'bad-state', message: 'Too late.', call: 'c_1' });
    await refused;
    await settle();
    expect([call.here, browser.microphones[0]?.stopped, browser.peerNow.connectionState]).toEqual([false, true, 'closed']);
  });

  it('one whose page was lost comes back to life here', async () => {
    const { socket, call } = await lookingOn({ state: 'reconnecting' });
    const heard = listen(call);
    void call.pull();
    await settle();
    browser.peerNow.statistics = LEAVES;
    browser.peerNow.become('connected');
    await settle();
    socket.receive({ type: 'pulled', call: 'c_1' });
    await settle();
    expect(heard).toEqual(['(here)', 'active', '(reconnected)']);
  });

  it('a call that another page takes falls silent here and stays listed', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket);
    const heard = listen(call);
    socket.receive({ type: 'call.update', call: info({ here: false }) });
    await settle();
    expect(heard).toEqual(['(gone)']);
    expect([phone.calls, browser.peerNow.connectionState, browser.microphones[0]?.stopped]).toEqual([[call], 'closed', true]);
  });

  it('a new call of another page appears, changes its party, and goes', async () => {
    const phone = make(), seen: string[] = [];
    const socket = await connected(phone);
    phone.on('call', (call) => {
      call.on('remote', ({ uri }) => seen.push(uri));
      call.on('state', (state) => seen.push(state));
    });
    socket.receive({ type: 'call.update', call: info({ state: 'ringing' }) });
    socket.receive({ type: 'call.update', call: info({ state: 'active', remote: { uri: 'sip:carol@x' } }) });
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'local', durationMs: 4 });
    expect(seen).toEqual(['sip:carol@x', 'active', 'ended']);
    expect(phone.calls).toEqual([]);
  });
});
