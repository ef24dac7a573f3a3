import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import type { Phone } from '../sdk/phone.js';
import { FakeElement, type FakeSocket, FakeTrack, info, OPUS, PCMA, settle } from './fakes.js';
import { accept, begin, browser, connected, listen, make, reconnected, talking, welcomed } from './harness.js';

describe('a call in progress', () => {
  let phone: Phone, socket: FakeSocket, call: Call;

  beforeEach(async () => {
    phone = make();
    socket = await connected(phone);
    call = await talking(phone, socket);
  });

  it('is muted and unmuted', () => {
    const heard = vi.fn();
    call.on('mute', heard);
    call.mute();
    call.mute();
    expect([call.muted, browser.microphones[0]?.enabled]).toEqual([true, false]);
    call.unmute();
    expect([call.muted, browser.microphones[0]?.enabled]).toEqual([false, true]);
    expect(heard.mock.calls).toEqual([[{ audio: true, video: false }], [{ audio: false, video: false }]]);
  });

  it('sends keys one after the other, pauses between them', async () => {
    const digits: string[] = [];
    call.on('dtmf', ({ digit, from }) => digits.push(`${from} ${digit}`));
    const first = call.sendDTMF('12w3'), second = call.sendDTMF('4', { duration: 50, gap: 50 });
    await settle();
    expect(socket.last('dtmf')).toEqual({ type: 'dtmf', call: 'c_1', digits: '12', duration: 100, gap: 70 });
    await vi.advanceTimersByTimeAsync(340 + 500);
    expect(socket.last('dtmf').digits).toBe('3');
    await vi.advanceTimersByTimeAsync(170);
    await first;
    expect(socket.last('dtmf')).toMatchObject({ digits: '4', duration: 50, gap: 50 });
    await vi.advanceTimersByTimeAsync(100);
    await second;
    socket.receive({ type: 'dtmf', call: 'c_1', digit: '#' });
    expect(digits).toEqual(['local 1', 'local 2', 'local 3', 'local 4', 'remote #']);
  });

  it('refuses keys that are none, and keys after its end', async () => {
    await expect(call.sendDTMF('x')).rejects.toMatchObject({ code: 'bad-number' });
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    await expect(call.sendDTMF('1')).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('is spoken of by its user, also when it is over', async () => {
    const said = call.feedback(2, 'echo');
    await settle();
    const asked = socket.last('feedback');
    expect(asked).toEqual({ type: 'feedback', ref: asked.ref, call: 'c_1', score: 2, issue: 'echo' });
    socket.receive({ type: 'done', ref: asked.ref });
    await said;
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    const again = expect(call.feedback(5)).rejects.toMatchObject({ code: 'bad-state', message: 'Said so.' });
    await settle();
    socket.receive({ type: 'error', ref: socket.last('feedback').ref, code: 'bad-state', message: 'Said so.' });
    await again;
  });

  it('is hung up: the microphone goes at once, the rest when the gateway says so', async () => {
    const done = vi.fn();
    const ended = call.hangup().then(done);
    expect(browser.microphones[0]).toBeDefined();
    await settle();
    expect(browser.microphones[0]?.stopped).toBe(true);
    expect(done).not.toHaveBeenCalled();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'local', durationMs: 9 });
    await ended;
    await call.hangup();
    expect(socket.types().filter((type) => type === 'hangup')).toHaveLength(1);
  });

  it('ends after three seconds even when the gateway does not say so', async () => {
    const end = call.once('ended'), hangup = call.hangup();
    await vi.advanceTimersByTimeAsync(3000);
    await hangup;
    expect(await end).toMatchObject({ reason: 'hangup', by: 'local', durationMs: 3000 });
  });

  it('that is hung up while the socket is down ends here at once, and there when the socket is back', async () => {
    socket.drop();
    await call.hangup();
    expect(call.state).toBe('ended');
    const again = await reconnected({ calls: [info({ here: true })] });
    expect(again.last('hangup').call).toBe('c_1');
    expect(phone.calls).toEqual([]);
  });

  it('that is hung up is not brought back by anything', async () => {
    browser.peerNow.become('failed');
    void call.hangup();
    socket.drop();
    const again = await reconnected({ calls: [info({ here: true, mine: true })] });
    expect(again.types()).toEqual(['hello', 'hangup']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(again.types()).toEqual(['hello', 'hangup']);
    expect(call.state).toBe('ended');
  });

  it('switches its codec as the far end has chosen', async () => {
    socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt: 8, name: 'PCMA', clockRate: 8000 });
    await settle();
    expect(call.codec).toBe('PCMA');
    expect(browser.peerNow.encodings[0]?.codec?.mimeType).toBe('audio/PCMA');
    expect(browser.peerNow.offers).toBe(1);
  });

  it('switches to a codec as the answer has it, not as the browser would offer it', async () => {
    const opus = { ...OPUS, sdpFmtpLine: 'useinbandfec=1' }, pcma = { ...PCMA };
    browser.peerNow.negotiated = [pcma, opus];
    browser.peerNow.unsettable = [OPUS];
    const choose = async (pt: number, name: string, clockRate: number) => {
      socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt, name, clockRate });
      await settle();
      return browser.peerNow.encodings[0]?.codec;
    };
    expect(await choose(111, 'opus', 48000)).toBe(opus);
    expect(await choose(8, 'PCMA', 8000)).toBe(pcma);   // the answer's first codec, but told of another it would go on with that
    expect(browser.peerNow.offers).toBe(1);
  });

  it('leaves the answer’s first codec as it is, which Chromium might refuse to be told', async () => {
    const opus = { ...OPUS, sdpFmtpLine: 'useinbandfec=1' };
    browser.peerNow.negotiated = [opus];
    browser.peerNow.unsettable = [opus, OPUS];
    socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt: 111, name: 'opus', clockRate: 48000 });
    await settle();
    expect(browser.peerNow.offers).toBe(1);
  });

  it('offers the chosen codec first where a browser cannot just switch', async () => {
    browser.peerNow.switches = false;
    socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt: 8, name: 'PCMA', clockRate: 8000 });
    await settle();
    expect(browser.peerNow.preferences?.map((codec) => codec.mimeType)).toEqual(['audio/PCMA', 'audio/opus']);
    expect(socket.last('media.open')).toMatchObject({ m: socket.last('call').m, offer: 'offer 2' });
    socket.receive({ type: 'media.answer', m: socket.last('call').m, answer: 'answer 2' });
    socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt: 8, name: 'PCMA', clockRate: 8000 });
    await settle();
    expect(browser.peerNow.offers).toBe(2);
  });

  it('offers redundancy first where packets get lost, and behind Opus again afterwards', async () => {
    const opus = { ...OPUS }, red = { mimeType: 'audio/red', clockRate: 48000, channels: 2 };
    browser.codecs.push(red);
    browser.peerNow.negotiated = [opus, red, PCMA];
    const m = socket.last('call').m;
    const choose = async (name: string, clockRate: number, redundant?: boolean) => {
      socket.receive({ type: 'codec', call: 'c_1', m, mid: '0', pt: 1, name, clockRate, ...(redundant && { redundant }) });
      await settle();
      return browser.peerNow.preferences?.map((codec) => codec.mimeType);
    };
    await choose('PCMA', 8000);
    expect(browser.peerNow.offers).toBe(1);
    expect(await choose('opus', 48000, true)).toEqual(['audio/red', 'audio/opus', 'audio/PCMA']);
    expect(browser.peerNow.offers).toBe(2);
    browser.peerNow.negotiated = [red, opus, PCMA];
    socket.receive({ type: 'media.answer', m, answer: 'answer 2' });
    await choose('opus', 48000, true);
    expect(browser.peerNow.offers).toBe(2);
    expect(browser.peerNow.encodings[0]?.codec).toBeUndefined();   // the first that is sound by itself

    await choose('PCMA', 8000);
    expect(browser.peerNow.offers).toBe(2);
    expect(browser.peerNow.encodings[0]?.codec?.mimeType).toBe('audio/PCMA');
    expect(await choose('opus', 48000)).toEqual(['audio/opus', 'audio/PCMA', 'audio/red']);
    expect(browser.peerNow.offers).toBe(3);
  });

  it('is told the codec before its answer, and switches after it', async () => {
    begin(phone.call('601'));
    await settle();
    const { m } = socket.last('call');
    accept(socket, 'c_2');
    socket.receive({ type: 'codec', call: 'c_2', m, mid: '0', pt: 8, name: 'PCMA', clockRate: 8000 });
    await settle();
    expect(browser.peerNow.encodings[0]?.codec).toBeUndefined();
    socket.receive({ type: 'media.answer', m, answer: 'answer' });
    await settle();
    expect(browser.peerNow.encodings[0]?.codec?.mimeType).toBe('audio/PCMA');
  });

  it('that both ends hang up at once ends without a complaint', async () => {
    const heard = vi.fn();
    phone.on('error', heard);
    const hungUp = call.hangup();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    socket.receive({ type: 'error', code: 'bad-state', message: 'You have no such call.', call: 'c_1' });
    await hungUp;
    expect(heard).not.toHaveBeenCalled();
  });

  it('plays the far end by itself, or through the page’s own element', () => {
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    expect(browser.elements.map((e) => e.playing)).toEqual([true]);
    const own = new FakeElement();
    const detach = call.attach(own as unknown as HTMLMediaElement);
    expect([browser.elements[0]?.playing, own.playing, own.srcObject]).toEqual([false, true, call.remoteStream]);
    detach();
    expect([browser.elements[0]?.playing, own.playing, own.srcObject]).toEqual([true, false, null]);
  });

  it('says when the browser plays nothing yet, and tries again at the next click', async () => {
    const heard = vi.fn();
    browser.blocked = true;
    call.on('error', heard);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    await settle();
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ code: 'playback-blocked' }));
    (browser.elements[0] as FakeElement).blocked = false;
    browser.fire('pointerup');
    expect(browser.elements[0]?.playing).toBe(true);
  });

  it('takes another microphone when its own is unplugged', async () => {
    browser.microphones[0]?.unplug();
    await settle();
    expect(browser.peerNow.track).toBe(browser.microphones[1]);
  });

  it('reports an answer that cannot be used', async () => {
    const heard = vi.fn();
    phone.on('error', heard);
    begin(phone.call('601'));
    await settle();
    socket.receive({ type: 'media.answer', m: socket.last('call').m, answer: 'nonsense' });
    await settle();
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ code: 'ice-failed' }));
  });

  it('is measured only where it speaks', async () => {
    expect(await call.getStats()).toMatchObject({ t: Date.now(), lossIn: 0 });
    socket.receive({ type: 'call.update', call: info({ here: false }) });
    await expect(call.getStats()).rejects.toMatchObject({ code: 'bad-state' });
  });

  describe('when the socket is lost', () => {
    it('goes on over the same connection', async () => {
      const heard = listen(call);
      socket.drop();
      expect(phone.state).toBe('reconnecting');
      const again = await reconnected({ calls: [info({ here: true, mine: true })] });
      expect([phone.state, again.types(), browser.peers.length]).toEqual(['registered', ['hello'], 1]);
      expect(heard).toEqual([]);
    });

    it('is brought back when its connection has died with the socket', async () => {
      const heard = listen(call);
      socket.drop();
      browser.peerNow.become('failed');
      const again = await reconnected({ calls: [info({ here: true, mine: true })] });
      expect(again.bursts.at(-1)).toEqual(['media.open', 'pull']);
      expect(again.last('pull')).toEqual({ type: 'pull', call: 'c_1', m: again.last('media.open').m });
      again.receive({ type: 'pulled', call: 'c_1' });
      await settle();
      browser.peerNow.become('connected');
      expect(heard).toEqual(['reconnecting', '(reconnecting)', 'active', '(reconnected)']);
      expect(browser.microphones).toHaveLength(1);
      expect(browser.peerNow.track).toBe(browser.microphones[0]);
    });

    it('asks again for an answer that was lost on the way', async () => {
      socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
      const calling = phone.call('601');
      await settle();
      accept(socket, 'c_2');
      await calling;
      const { m } = socket.last('call');
      socket.drop();
      const again = await reconnected({ calls: [info({ call: 'c_2', state: 'ringing', here: true, mine: true })] });
      expect(again.last('media.open')).toEqual({ type: 'media.open', m, offer: 'offer 1' });
      expect(again.types()).not.toContain('pull');
    });

    it('leaves a call that another page has taken meanwhile where it is', async () => {
      const heard = listen(call);
      socket.drop();
      browser.peerNow.become('disconnected');
      const again = await reconnected({ calls: [info({ here: false, mine: false })] });
      expect(again.types()).toEqual(['hello', 'media.close']);
      expect(heard).toEqual(['(gone)']);
    });

    it('brings a call back when the gateway did not know this page again, but its sound still flows here', async () => {
      socket.drop();
      const again = await reconnected({ page: 'p_2', calls: [info({ here: false })] });
      expect(again.last('pull').call).toBe('c_1');
    });

    it('ends what the gateway no longer has', async () => {
      const end = call.once('ended');
      socket.drop();
      await reconnected();
      expect(await end).toMatchObject({ reason: 'network-lost', by: 'system' });
    });
  });

  describe('when its sound is interrupted', () => {
    it('says nothing of what is over within a second', async () => {
      const heard = listen(call);
      browser.peerNow.become('disconnected');
      await vi.advanceTimersByTimeAsync(900);
      browser.peerNow.become('connected');
      await vi.advanceTimersByTimeAsync(5_000);
      expect([heard, browser.peerNow.restarts]).toEqual([[], 0]);
    });

    it('asks the relays that the gateway has told of last', async () => {
      const relays = [{ urls: ['turns:turn'], username: '2:alice', credential: 'fresh' }];
      socket.receive({ type: 'ice-servers', iceServers: relays });
      expect(browser.peerNow.config.iceServers).toEqual([]);
      browser.peerNow.become('disconnected');
      await vi.advanceTimersByTimeAsync(1000);
      expect(browser.peerNow.config.iceServers).toEqual(relays);
    });

    it('restarts ICE on the same connection', async () => {
      const heard = listen(call);
      browser.peerNow.become('disconnected');
      await vi.advanceTimersByTimeAsync(1000);
      expect(browser.peerNow.restarts).toBe(1);
      expect(socket.last('media.open')).toMatchObject({ m: socket.last('call').m, offer: 'offer 2' });
      browser.peerNow.become('connected');
      await vi.advanceTimersByTimeAsync(10_000);
      expect(heard).toEqual(['reconnecting', '(reconnecting)', 'active', '(reconnected)']);
      expect(browser.peers).toHaveLength(1);
    });

    it('notices by its packets that the way to the gateway is no more, and goes another one, before the browser knows', async () => {
      const heard = listen(call), peer = browser.peerNow;
      peer.heardAt = 1;
      await vi.advanceTimersByTimeAsync(250);
      expect(socket.types().at(-1)).toBe('ping');
      await vi.advanceTimersByTimeAsync(250);
      const again = await welcomed({ calls: [info({ here: true })] });
      await settle();
      expect([socket.closed, peer.restarts, heard]).toEqual([true, 1, []]);
      expect(again.types()).toEqual(['hello', 'media.open']);
    });

    it('asks once whether the gateway is there when its packets stop, and leaves the connection alone where it is', async () => {
      const peer = browser.peerNow, pings = () => socket.types().filter((type) => type === 'ping').length;
      for (const at of [1, 2]) {
        peer.heardAt = at;
        await vi.advanceTimersByTimeAsync(250);
        socket.receive({ type: 'pong' });
        await vi.advanceTimersByTimeAsync(3_000);
      }
      expect([pings(), peer.restarts, browser.sockets.length]).toEqual([2, 0, 1]);
    });

    it('takes another connection when that does not help, until one does', async () => {
      browser.peerNow.become('failed');
      await vi.advanceTimersByTimeAsync(4000);
      expect(socket.last('pull').call).toBe('c_1');
      socket.receive({ type: 'pulled', call: 'c_1' });
      await settle();
      expect(browser.peers.map((peer) => peer.connectionState)).toEqual(['closed', 'new']);
      await vi.advanceTimersByTimeAsync(4000);
      expect(browser.peers).toHaveLength(3);
      socket.receive({ type: 'pulled', call: 'c_1' });
      await settle();
      browser.peerNow.become('connected');
      expect(call.state).toBe('active');
      socket.receive({ type: 'pong' });
      await vi.advanceTimersByTimeAsync(12_000);
      expect(browser.peers).toHaveLength(3);
    });

    it('stops trying when the call has ended', async () => {
      browser.peerNow.become('failed');
      socket.receive({ type: 'ended', call: 'c_1', reason: 'network-lost', by: 'system', durationMs: 1 });
      await vi.advanceTimersByTimeAsync(12_000);
      expect(browser.peers).toHaveLength(1);
    });
  });
});
