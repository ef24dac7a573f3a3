import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import { RingdownError } from '../sdk/errors.js';
import { Phone } from '../sdk/phone.js';
import type { PhoneOptions } from '../sdk/ringdown.js';
import type { CallInfo } from '../sdk/wire.js';
import { BOB, FakeBrowser, FakeElement, FakeStream, type FakeSocket, FakeTrack, info, settle, welcome } from './fakes.js';

let browser: FakeBrowser;
let phones: Phone[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  browser = new FakeBrowser();
  phones = [];
});

afterEach(async () => {
  const gone = phones.map((phone) => phone.destroy());
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all(gone);
  vi.useRealTimers();
});

function make(options: Partial<PhoneOptions> = {}): Phone {
  const phone = new Phone({ token: 'T', url: 'http://gateway', sounds: { dtmf: false }, ...options }, { platform: browser });
  phones.push(phone);
  return phone;
}

async function connected(phone: Phone, members: object = {}): Promise<FakeSocket> {
  void phone.connect();
  await settle();
  const socket = browser.socketNow;
  socket.open();
  await settle();
  socket.receive(welcome(members));
  await settle();
  return socket;
}

async function reconnected(members: object = {}): Promise<FakeSocket> {
  await vi.advanceTimersByTimeAsync(250);
  const socket = browser.socketNow;
  socket.open();
  await settle();
  socket.receive(welcome(members));
  await settle();
  return socket;
}

function accept(socket: FakeSocket, call = 'c_1'): void {
  socket.receive({ type: 'calling', ref: socket.last('call').ref, call, sipCallId: 'sip-1', remote: BOB });
}

/** A call that this page has placed and that talks. */
async function talking(phone: Phone, socket: FakeSocket): Promise<Call> {
  const calling = phone.call('600');
  await settle();
  accept(socket);
  socket.receive({ type: 'media.answer', m: socket.last('call').m, answer: 'answer' });
  const call = await calling;
  await settle();
  socket.receive({ type: 'answered', call: 'c_1' });
  browser.peerNow.become('connected');
  await settle();
  return call;
}

/** An attempt whose end is nobody's business. */
function begin(calling: Promise<unknown>): void {
  calling.catch(() => undefined);
}

/** What a call tells from now on, in order. */
function listen(call: Call): string[] {
  const heard: string[] = [];
  call.on('state', (state) => heard.push(state));
  for (const event of ['answered', 'reconnecting', 'reconnected', 'ended'] as const) call.on(event, () => heard.push(`(${event})`));
  call.on('here', (here) => heard.push(here ? '(here)' : '(gone)'));
  return heard;
}

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
});

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

  it('switches its codec as the far end has chosen', async () => {
    socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt: 8, name: 'PCMA', clockRate: 8000 });
    await settle();
    expect(call.codec).toBe('PCMA');
    expect(browser.peerNow.encodings[0]?.codec?.mimeType).toBe('audio/PCMA');
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
    browser.microphones[0]?.onended?.();
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

  it('is brought here on request, microphone first', async () => {
    const { socket, call } = await lookingOn();
    const pulled = call.pull();
    await settle();
    expect(socket.last('pull')).toEqual({ type: 'pull', call: 'c_1', m: socket.last('media.open').m });
    await expect(call.pull()).rejects.toMatchObject({ code: 'bad-state' });
    socket.receive({ type: 'call.update', call: info({ here: false }) });   // on its way before the gateway heard of it
    socket.receive({ type: 'pulled', call: 'c_1' });
    await pulled;
    expect(call.here).toBe(true);
    await call.pull();
    expect(socket.types().filter((type) => type === 'pull')).toHaveLength(1);
  });

  it('stays where it is without a microphone', async () => {
    const { socket, call } = await lookingOn();
    browser.refusal = new RingdownError('mic-denied');
    await expect(call.pull()).rejects.toMatchObject({ code: 'mic-denied' });
    expect([call.here, socket.types()]).toEqual([false, ['hello']]);
  });

  it('stays where it is when the gateway refuses, and the microphone is let go', async () => {
    const { socket, call } = await lookingOn();
    const refused = expect(call.pull()).rejects.toMatchObject({ code: 'bad-state', message: 'Too late.' });
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
    socket.receive({ type: 'pulled', call: 'c_1' });
    await settle();
    browser.peerNow.become('connected');
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
