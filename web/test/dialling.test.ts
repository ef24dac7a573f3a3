import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RingdownError } from '../sdk/errors.js';
import { BOB, FakeStream, FakeTrack, settle } from './fakes.js';
import { accept, begin, browser, connected, listen, make } from './harness.js';

describe('placing a call', () => {
  it('sends the offer and the call in one go, without waiting for candidates', async () => {
    const phone = make();
    const socket = await connected(phone);
    begin(phone.call('+44 (0)20-7946 0000', { headers: { 'X-Shop': 'shoes' }, context: { page: '7' }, ringTimeout: 20_000 }));
    await settle();
    expect(socket.bursts.at(-1)).toEqual(['media.open', 'call']);
    expect(socket.last('media.open')).toEqual({ type: 'media.open', m: socket.last('call').m, offer: 'offer 1' });
    expect(socket.last('call')).toMatchObject({ to: '+442079460000', headers: { 'X-Shop': 'shoes' }, context: { page: '7' }, ringTimeout: 20_000 });
  });

  it('resolves with a call that is connecting, and tells the rest as events', async () => {
    const phone = make();
    const socket = await connected(phone);
    const calling = phone.call('600');
    await settle();
    accept(socket);
    socket.receive({ type: 'ringing', call: 'c_1', early: false });   // before anybody can have listened
    socket.receive({ type: 'ringing', call: 'c_1', early: true });
    const call = await calling;
    expect([call.state, call.id, call.sipCallId, call.direction, call.remote, call.here]).toEqual(['connecting', 'c_1', 'sip-1', 'outbound', BOB, true]);
    const heard = listen(call);
    await settle();
    socket.receive({ type: 'answered', call: 'c_1' });
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', sip: { code: 200, reason: 'OK' }, q850: 16, durationMs: 7 });
    expect(heard).toEqual(['ringing', 'early-media', 'active', '(answered)', 'ended', '(ended)']);
    expect(phone.calls).toEqual([]);
  });

  it('connects by itself when nobody has', async () => {
    const phone = make();
    begin(phone.call('600'));
    const socket = await connected(phone);
    expect(socket.types()).toEqual(['hello', 'media.open', 'call']);
  });

  it('does not ring anybody while the visitor is asked for the microphone', async () => {
    const phone = make();
    const socket = await connected(phone);
    let allow = (): void => undefined;
    browser.ask = () => new Promise((resolve) => { allow = resolve; });
    begin(phone.call('600'));
    await vi.advanceTimersByTimeAsync(9000);
    expect(socket.types()).toEqual(['hello']);
    allow();
    await settle();
    expect(socket.types()).toEqual(['hello', 'media.open', 'call']);
  });

  it('does not wait for a microphone that is certain to come, but hands the call out with it', async () => {
    const phone = make(), resolved = vi.fn();
    const socket = await connected(phone);
    let open = (): void => undefined;
    browser.sure = true;
    browser.ask = () => new Promise((resolve) => { open = resolve; });
    const calling = phone.call('600');
    void calling.then(resolved);
    await settle();
    expect(socket.types()).toEqual(['hello', 'media.open', 'call']);
    accept(socket);
    socket.receive({ type: 'answered', call: 'c_1' });
    await settle();
    expect(resolved).not.toHaveBeenCalled();
    open();
    const call = await calling;
    const heard = listen(call);
    await settle();
    expect(heard).toEqual(['active', '(answered)']);
    expect(browser.peerNow.track).toBe(browser.microphones[0]);
  });

  describe('whose microphone is known to be sure', () => {
    beforeEach(() => { browser.sure = true; });

    it('leaves at the click, before there is an offer, and says what that will have', async () => {
      const phone = make();
      const socket = await connected(phone);
      browser.ask = () => new Promise(() => undefined);
      begin(phone.call('600'));
      expect(socket.types()).toEqual(['hello', 'call']);
      expect(socket.last('call')).toMatchObject({ to: '600', codecs: ['opus/48000/2', 'PCMA/8000'] });
      await settle();
      expect(socket.types()).toEqual(['hello', 'call', 'media.open']);
      expect(socket.last('media.open').m).toBe(socket.last('call').m);
    });

    it('lets the connection go first, but not for ever, and then opens the microphone', async () => {
      const phone = make();
      const socket = await connected(phone);
      begin(phone.call('600'));
      await settle();
      accept(socket);
      await settle();
      expect(browser.microphones).toEqual([]);
      browser.peerNow.become('connected');
      await settle();
      const [microphone] = browser.microphones;
      expect(browser.peerNow.track).toBe(microphone);

      begin(phone.call('601'));
      await vi.advanceTimersByTimeAsync(299);
      expect(microphone?.copies).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(microphone?.copies).toHaveLength(1);   // open already: shared, not asked for anew
      expect(browser.microphones).toHaveLength(1);
    });

    it('opens no microphone for a call that is refused meanwhile', async () => {
      const phone = make();
      const socket = await connected(phone);
      const calling = expect(phone.call('999')).rejects.toMatchObject({ code: 'destination-not-allowed' });
      await settle();
      socket.receive({ type: 'error', code: 'destination-not-allowed', ref: socket.last('call').ref });
      await calling;
      await vi.advanceTimersByTimeAsync(1000);
      expect(browser.microphones).toEqual([]);
    });

    it('leaves over the warm connection, if there is one', async () => {
      const phone = make();
      const socket = await connected(phone);
      await phone.prepare();
      begin(phone.call('600'));
      await settle();
      expect(socket.types()).toEqual(['hello', 'media.open', 'call']);
      expect(socket.last('call').m).toBe(socket.last('media.open').m);
      expect(browser.peers).toHaveLength(1);
    });

    it('leaves with another one when the warm one has died', async () => {
      const phone = make();
      const socket = await connected(phone);
      await phone.prepare();
      browser.peerNow.connectionState = 'failed';
      begin(phone.call('600'));
      await settle();
      expect(browser.peers).toHaveLength(2);
      expect(socket.last('call').m).toBe(socket.last('media.open').m);
      expect(socket.types()).toEqual(['hello', 'media.open', 'call', 'media.close', 'media.open']);
    });

    it('leaves with a stream that the page gives, whatever is known of the microphone', async () => {
      browser.sure = false;
      const phone = make();
      const socket = await connected(phone);
      begin(phone.call('600', { stream: new FakeStream([new FakeTrack()]) as unknown as MediaStream }));
      expect(socket.types()).toEqual(['hello', 'call']);
      await settle();
      expect(socket.types()).toEqual(['hello', 'call', 'media.open']);
    });

    it('is taken back when the microphone fails after all', async () => {
      const phone = make();
      const socket = await connected(phone);
      browser.refusal = new RingdownError('mic-denied');
      const calling = expect(phone.call('600')).rejects.toMatchObject({ code: 'mic-denied' });
      await settle();
      accept(socket);
      browser.peerNow.become('connected');
      await calling;
      await settle();
      expect(socket.last('hangup').call).toBe('c_1');
      expect(browser.peerNow.connectionState).toBe('closed');
      expect(phone.calls).toHaveLength(1);
      socket.receive({ type: 'ended', call: 'c_1', reason: 'canceled', by: 'local', durationMs: 0 });
      expect(phone.calls).toEqual([]);
    });

    it('is taken back when no offer can be made', async () => {
      const phone = make();
      const socket = await connected(phone);
      browser.offerable = false;
      const calling = expect(phone.call('600')).rejects.toThrow('no offer');
      await settle();
      accept(socket);
      await calling;
      await settle();
      expect(socket.types()).toEqual(['hello', 'call', 'hangup']);
      await vi.advanceTimersByTimeAsync(1000);
      expect(browser.microphones).toEqual([]);
    });

    it('is taken back when it is given up before it was accepted', async () => {
      const phone = make(), abort = new AbortController();
      const socket = await connected(phone);
      const calling = expect(phone.call('600', { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
      abort.abort();
      await calling;
      accept(socket);
      await settle();
      expect(socket.last('hangup').call).toBe('c_1');
    });

    it('waits for the socket like any other', async () => {
      const phone = make();
      begin(phone.call('600'));
      const socket = await connected(phone);
      expect(socket.types()).toEqual(['hello', 'media.open', 'call']);
    });
  });

  it('is refused, and nothing sent, without a microphone', async () => {
    const phone = make();
    const socket = await connected(phone);
    browser.refusal = new RingdownError('mic-denied');
    await expect(phone.call('600')).rejects.toMatchObject({ code: 'mic-denied' });
    expect(socket.types()).toEqual(['hello']);
    expect(browser.peerNow.connectionState).toBe('closed');
  });

  it('is taken back when a microphone that seemed certain fails', async () => {
    const phone = make();
    const socket = await connected(phone);
    browser.sure = true;
    browser.ask = () => new Promise((resolve) => { setTimeout(resolve, 100); });
    browser.refusal = new RingdownError('mic-in-use');
    const calling = expect(phone.call('600')).rejects.toMatchObject({ code: 'mic-in-use' });
    await settle();
    accept(socket);
    await vi.advanceTimersByTimeAsync(100);
    await calling;
    expect(socket.last('hangup').call).toBe('c_1');
  });

  it.each(['', 'two words'])('to %j is refused before anything else', async (to) => {
    const phone = make();
    await expect(phone.call(to)).rejects.toMatchObject({ code: 'bad-number' });
    expect([browser.sockets, browser.peers]).toEqual([[], []]);
  });

  it('is refused in the gateway’s words, and the microphone let go', async () => {
    const phone = make();
    const socket = await connected(phone);
    const calling = phone.call('999');
    await settle();
    socket.receive({ type: 'error', code: 'destination-not-allowed', message: 'No.', hint: 'Ask.', retryable: false, ref: socket.last('call').ref });
    await expect(calling).rejects.toMatchObject({ code: 'destination-not-allowed', message: 'No.', hint: 'Ask.' });
    await settle();
    expect(browser.microphones[0]?.stopped).toBe(true);
    expect(socket.types().at(-1)).toBe('media.close');
    expect(phone.calls).toEqual([]);
  });

  it('is refused when the socket goes before the answer', async () => {
    const phone = make();
    const socket = await connected(phone);
    const calling = expect(phone.call('600')).rejects.toMatchObject({ code: 'signaling-lost', retryable: true });
    await settle();
    socket.drop();
    await calling;
  });

  it('waits ten seconds for a socket that is coming back', async () => {
    const phone = make();
    (await connected(phone)).drop();
    const calling = expect(phone.call('600')).rejects.toMatchObject({ code: 'signaling-lost' });
    await vi.advanceTimersByTimeAsync(10_000);
    await calling;
  });

  it('can be given up at any moment', async () => {
    const phone = make(), at = () => new AbortController();
    const socket = await connected(phone);

    const before = at();
    before.abort();
    await expect(phone.call('600', { signal: before.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(browser.peers).toHaveLength(0);

    const early = at();
    const refused = expect(phone.call('600', { signal: early.signal })).rejects.toMatchObject({ name: 'AbortError' });
    await settle();
    early.abort();
    await refused;
    accept(socket, 'c_late');
    await settle();
    expect(socket.last('hangup').call).toBe('c_late');

    const late = at();
    const calling = phone.call('600', { signal: late.signal });
    await settle();
    accept(socket, 'c_2');
    await calling;
    late.abort();
    expect(socket.last('hangup').call).toBe('c_2');
  });

  it('sends what the page gives instead of the microphone, and never touches the original', async () => {
    const phone = make(), track = new FakeTrack();
    const socket = await connected(phone);
    const calling = phone.call('600', { stream: new FakeStream([track]) as unknown as MediaStream });
    await settle();
    accept(socket);
    const call = await calling;
    call.mute();
    expect(browser.microphones).toHaveLength(0);
    expect([track.enabled, track.copies[0]?.enabled]).toEqual([true, false]);
    await settle();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'busy', by: 'remote', durationMs: 0 });
    expect([track.stopped, track.copies[0]?.stopped]).toEqual([false, true]);
  });
});

describe('a warm connection', () => {
  it('asks for no microphone, and is used by the next call', async () => {
    const phone = make();
    const socket = await connected(phone);
    await phone.prepare();
    await phone.prepare();
    expect([browser.peers.length, browser.microphones.length]).toEqual([1, 0]);
    const { m } = socket.last('media.open');
    begin(phone.call('600'));
    await settle();
    expect(socket.types()).toEqual(['hello', 'media.open', 'call']);
    expect(socket.last('call').m).toBe(m);
    expect(browser.peers).toHaveLength(1);
  });

  it('is let go after a minute unused', async () => {
    const phone = make();
    const socket = await connected(phone);
    await phone.prepare();
    for (let s = 0; s < 60; s += 10) {
      await vi.advanceTimersByTimeAsync(10_000);
      socket.receive({ type: 'pong' });
    }
    expect(socket.last('media.close').m).toBe(socket.last('media.open').m);
    expect(browser.peerNow.connectionState).toBe('closed');
  });

  it('that has failed meanwhile is not used', async () => {
    const phone = make();
    const socket = await connected(phone);
    await phone.prepare();
    browser.peerNow.connectionState = 'failed';
    begin(phone.call('600'));
    await settle();
    expect(browser.peers).toHaveLength(2);
    expect(socket.last('call').m).toBe(socket.last('media.open').m);
  });
});
