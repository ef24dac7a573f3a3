import { describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import { RingdownError } from '../sdk/errors.js';
import type { Phone } from '../sdk/phone.js';
import { BOB, type FakeSocket, info, settle } from './fakes.js';
import { browser, connected, listen, make, reconnected } from './harness.js';

describe('an incoming call', () => {
  const incoming = { type: 'incoming', call: 'c_1', sipCallId: 'sip-1', remote: BOB, to: 'alice', headers: { 'X-Queue': 'sales' } };

  async function ringing(): Promise<{ phone: Phone; socket: FakeSocket; call: Call }> {
    const phone = make(), came = vi.fn<(call: unknown) => void>();
    const socket = await connected(phone);
    phone.on('incoming', came);
    socket.receive(incoming);
    await settle();
    expect(came).toHaveBeenCalledOnce();
    return { phone, socket, call: came.mock.calls[0]?.[0] as Call };
  }

  it('rings, with a connection warming up behind it', async () => {
    const { phone, socket, call } = await ringing();
    expect([call.state, call.direction, call.here, call.headers]).toEqual(['ringing', 'inbound', false, { 'X-Queue': 'sales' }]);
    expect(phone.calls).toEqual([call]);
    expect(socket.types()).toEqual(['hello', 'media.open']);
    expect(browser.microphones).toHaveLength(0);
  });

  it('is answered with the microphone at once: somebody waits to hear it', async () => {
    browser.sure = true;
    const { call } = await ringing();
    call.answer().catch(() => undefined);
    await settle();
    expect(browser.peerNow.connectionState).toBe('new');
    expect(browser.microphones).toHaveLength(1);
  });

  it('is answered on that connection', async () => {
    const { socket, call } = await ringing();
    const heard = listen(call);
    const answered = call.answer();
    await settle();
    expect(socket.last('answer')).toEqual({ type: 'answer', call: 'c_1', m: socket.last('media.open').m });
    socket.receive({ type: 'answered', call: 'c_1' });
    await answered;
    expect(heard).toEqual(['connecting', '(here)', 'active', '(answered)']);
    await expect(call.answer()).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('goes on ringing when the microphone is refused', async () => {
    const { socket, call } = await ringing();
    browser.refusal = new RingdownError('mic-denied');
    await expect(call.answer()).rejects.toMatchObject({ code: 'mic-denied' });
    expect([call.state, socket.types().includes('answer')]).toEqual(['ringing', false]);
  });

  it('is hung up when a microphone that seemed certain fails after the answer', async () => {
    const { socket, call } = await ringing();
    browser.sure = true;
    browser.ask = () => new Promise((resolve) => { setTimeout(resolve, 100); });
    browser.refusal = new RingdownError('mic-in-use');
    const answer = expect(call.answer()).rejects.toMatchObject({ code: 'mic-in-use' });
    await settle();
    expect(socket.types()).toContain('answer');
    socket.receive({ type: 'answered', call: 'c_1' });
    await vi.advanceTimersByTimeAsync(100);
    await answer;
    expect(socket.types()).toContain('hangup');
  });

  it('keeps being answered while the microphone is asked for, whatever the gateway says of it meanwhile', async () => {
    const { socket, call } = await ringing();
    browser.ask = () => new Promise((resolve) => { setTimeout(resolve, 5000); });
    void call.answer().catch(() => undefined);
    await settle();
    socket.receive({ type: 'call.update', call: info({ state: 'ringing', direction: 'inbound' }) });
    expect(call.state).toBe('connecting');
  });

  it('answered elsewhere ends here, and is seen again as a call that speaks elsewhere', async () => {
    const { phone, socket, call } = await ringing();
    const ended = call.once('ended');
    socket.receive({ type: 'ended', call: 'c_1', reason: 'answered-elsewhere', by: 'local', durationMs: 0 });
    expect(await ended).toEqual({ reason: 'answered-elsewhere', by: 'local', durationMs: 0 });
    socket.receive({ type: 'call.update', call: info({ direction: 'inbound' }) });
    expect(phone.calls.map((c) => [c.id, c.state, c.here])).toEqual([['c_1', 'active', false]]);
  });

  it('answered elsewhere a moment earlier says so to who tried', async () => {
    const { socket, call } = await ringing();
    const answer = expect(call.answer()).rejects.toMatchObject({ code: 'answered-elsewhere' });
    await settle();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'answered-elsewhere', by: 'local', durationMs: 0 });
    await answer;
    expect(call.state).toBe('ended');
    expect(browser.microphones[0]?.stopped).toBe(true);
  });

  it.each([[undefined, false], [{ busy: true }, true]])('is declined with %o', async (options, busy) => {
    const { socket, call } = await ringing();
    call.reject(options);
    expect(socket.last('reject')).toEqual({ type: 'reject', call: 'c_1', busy });
  });

  it('that is hung up unanswered is declined', async () => {
    const { socket, call } = await ringing();
    void call.hangup();
    expect(socket.last('reject').call).toBe('c_1');
  });

  it('that rings already when the page comes is told once', async () => {
    const phone = make(), came = vi.fn();
    phone.on('incoming', came);
    const socket = await connected(phone, { calls: [info({ direction: 'inbound', state: 'ringing' })] });
    socket.receive(incoming);
    expect(came).toHaveBeenCalledOnce();
    expect(phone.calls[0]?.headers).toEqual({ 'X-Queue': 'sales' });
    expect(socket.types()).not.toContain('pull');
  });

  it('goes on ringing over a lost socket: it is told again after the welcome, not in it', async () => {
    const { phone, socket, call } = await ringing();
    const heard = listen(call), came = vi.fn();
    phone.on('incoming', came);
    socket.drop();
    const again = await reconnected();
    again.receive(incoming);
    await vi.advanceTimersByTimeAsync(2000);
    expect([heard, phone.calls, came.mock.calls]).toEqual([[], [call], []]);
  });

  it('that stopped ringing while the socket was lost ends', async () => {
    const { phone, socket, call } = await ringing();
    socket.drop();
    await reconnected();
    await vi.advanceTimersByTimeAsync(1000);
    expect([call.state, phone.calls]).toEqual(['ended', []]);
  });

  it('does not ring on a page that takes no calls', async () => {
    const phone = make({ register: false }), came = vi.fn();
    phone.on('incoming', came);
    await connected(phone, { calls: [info({ direction: 'inbound', state: 'ringing' })] });
    expect(came).not.toHaveBeenCalled();
  });

  it('is refused as busy, without a sound, by whoever does not want to be disturbed', async () => {
    const phone = make(), came = vi.fn();
    const socket = await connected(phone);
    phone.on('incoming', came);
    phone.dnd = true;
    socket.receive(incoming);
    await settle();
    expect(socket.last('reject')).toEqual({ type: 'reject', call: 'c_1', busy: true });
    expect(came).not.toHaveBeenCalled();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'busy', by: 'local', durationMs: 0 });
    expect(phone.calls).toEqual([]);
    phone.dnd = false;
    socket.receive({ ...incoming, call: 'c_2' });
    expect(came).toHaveBeenCalledOnce();
  });
});
