import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import { RingdownError } from '../sdk/errors.js';
import type { Phone } from '../sdk/phone.js';
import { device, FakeContext, type FakeElement, type FakeSocket, FakeStream, FakeTrack, settle } from './fakes.js';
import { accept, begin, browser, connected, make, talking } from './harness.js';

const SYSTEM = device('audioinput', 'default', 'Default: built in', 'g1');
const BUILT_IN = device('audioinput', 'built-in');
const HEADSET = device('audioinput', 'headset');
const SPEAKERS = device('audiooutput', 'speakers');
const EARPHONES = device('audiooutput', 'earphones');
const CAMERA = device('videoinput', 'camera');
const ALL = [BUILT_IN, HEADSET, SPEAKERS, EARPHONES, CAMERA];

let phone: Phone, socket: FakeSocket;
const errors: string[] = [];

beforeEach(async () => {
  errors.length = 0;
  browser.plugged = ALL;
  phone = make();
  phone.on('error', ({ code, message }) => errors.push(`${code}: ${message}`));
  socket = await connected(phone);
});

const sent = (): unknown => browser.peerNow.track;
const newest = (): FakeTrack | undefined => browser.microphones.at(-1);
const deviceOf = (asked: MediaTrackConstraints | true | undefined): unknown => asked === true ? true : asked?.deviceId;

describe('what is plugged in', () => {
  it('is told by kind', async () => {
    expect(await phone.audio.inputs()).toEqual([BUILT_IN, HEADSET]);
    expect(await phone.audio.outputs()).toEqual([SPEAKERS, EARPHONES]);
    expect(await phone.audio.cameras()).toEqual([CAMERA]);
  });

  it('is told anew once for each change, however often the browser says so', async () => {
    const told = vi.fn();
    phone.on('devices', told);
    await browser.plug(BUILT_IN);
    browser.fire('devicechange');
    browser.fire('devicechange');
    await settle();
    expect(told.mock.calls).toEqual([[[BUILT_IN]]]);
  });

  it('is looked at again when the page is, for browsers that say nothing', async () => {
    const told = vi.fn();
    phone.on('devices', told);
    browser.plugged = [BUILT_IN];
    browser.fire('visibilitychange');
    await settle();
    expect(told).toHaveBeenCalledWith([BUILT_IN]);
  });

  it('has names once the microphone is allowed, which is told', async () => {
    browser.plugged = ALL.map(({ kind }) => device(kind, ''));
    browser.fire('devicechange');
    await settle();
    const told = vi.fn();
    phone.on('devices', told);
    begin(phone.call('600'));
    browser.plugged = ALL;
    await settle();
    expect(told).toHaveBeenCalledWith(ALL);
  });

  it('is nothing where the browser tells nothing', async () => {
    browser.devices = () => Promise.reject(new Error('NotAllowedError'));
    expect(await make().audio.inputs()).toEqual([]);
  });

  it('is no business of a phone that is gone', async () => {
    const told = vi.fn();
    phone.on('devices', told);
    await phone.destroy();
    await browser.plug(BUILT_IN);
    expect(told).not.toHaveBeenCalled();
  });
});

describe('a chosen microphone', () => {
  it('is what the next call speaks into, beside what the page asks for', async () => {
    const strict = make({ audio: { echoCancellation: false } });
    await connected(strict);
    await strict.audio.setInput('headset');
    begin(strict.call('600'));
    await settle();
    expect(browser.asked).toEqual([{ echoCancellation: false, deviceId: { exact: 'headset' } }]);
  });

  it('replaces that of a call that talks, which keeps its mute', async () => {
    const call = await talking(phone, socket);
    const [before] = browser.microphones;
    call.mute();
    await phone.audio.setInput('headset');
    expect(sent()).toBe(newest());
    expect([before?.stopped, newest()?.stopped, newest()?.enabled]).toEqual([true, false, false]);
    call.unmute();
    expect(newest()?.enabled).toBe(true);
    expect(browser.peers).toHaveLength(1);
  });

  it('leaves a stream alone that the page gave', async () => {
    const own = new FakeTrack();
    await talking(phone, socket, { stream: new FakeStream([own]) as unknown as MediaStream });
    const before = sent();
    await phone.audio.setInput('headset');
    expect([sent(), browser.microphones.length]).toEqual([before, 0]);
  });

  it('that is not there is refused, and nothing changes', async () => {
    await talking(phone, socket);
    await phone.audio.setInput('headset');
    await expect(phone.audio.setInput('gone')).rejects.toMatchObject({ code: 'mic-not-found' });
    await settle();
    expect(deviceOf(browser.asked.at(-1))).toEqual({ exact: 'headset' });
    expect(sent()).toBe(newest());
    expect(newest()?.stopped).toBe(false);
  });

  it('that cannot be opened is refused, and the call goes on with its own', async () => {
    await talking(phone, socket);
    const [before] = browser.microphones;
    browser.ask = () => browser.asked.length === 2 ? Promise.reject(new RingdownError('mic-in-use')) : Promise.resolve();
    await expect(phone.audio.setInput('headset')).rejects.toMatchObject({ code: 'mic-in-use' });
    await settle();
    expect([before?.stopped, sent()]).toEqual([false, before]);
    begin(phone.call('601'));
    await settle();
    expect(before?.copies).toHaveLength(1);   // and so does the next
  });

  it('may be named before the browser tells any: it is seen when it is opened', async () => {
    browser.plugged = ALL.map(({ kind }) => device(kind, ''));
    const early = make();
    const theirs = await connected(early);
    await early.audio.setInput('headset');
    browser.plugged = ALL;
    await talking(early, theirs);
    expect(deviceOf(browser.asked.at(-1))).toEqual({ exact: 'headset' });
  });

  it('chosen while a call opens its own is the one that the call speaks into', async () => {
    let open = (): void => undefined;
    browser.ask = () => new Promise((resolve) => { open = resolve; });
    const calling = phone.call('600');
    await settle();
    browser.ask = () => Promise.resolve();
    await phone.audio.setInput('headset');
    open();
    await settle();
    accept(socket);
    await calling;
    await settle();
    expect(deviceOf(browser.asked.at(-1))).toEqual({ exact: 'headset' });
    expect([sent(), browser.microphones[0]?.stopped]).toEqual([newest(), true]);
  });

  it('chosen after a call has opened its own, and before it is accepted, is so too', async () => {
    const calling = phone.call('600');
    await settle();
    const [early] = browser.microphones;
    await phone.audio.setInput('headset');
    accept(socket);
    await calling;
    await settle();
    expect(deviceOf(browser.asked.at(-1))).toEqual({ exact: 'headset' });
    expect([sent() === newest(), early?.stopped]).toEqual([true, true]);
  });

  it('is opened once for all calls: iOS silences the first when a second is opened', async () => {
    const first = await talking(phone, socket);
    first.mute();
    begin(phone.call('601'));
    await settle();
    const copy = browser.microphones[0]?.copies[0];
    expect([browser.microphones.length, copy?.enabled]).toEqual([1, true]);
  });
});

describe('a microphone that is unplugged', () => {
  it('is replaced by the system’s, which is said, and used again when it is back', async () => {
    await talking(phone, socket);
    await phone.audio.setInput('headset');
    newest()?.unplug();   // before the list says so, as browsers do
    await browser.plug(BUILT_IN);
    expect(errors).toEqual(['mic-not-found: The chosen microphone is gone; the system’s own is used instead.']);
    expect([deviceOf(browser.asked.at(-1)), sent()]).toEqual([true, newest()]);
    await browser.plug(BUILT_IN, HEADSET);
    expect([deviceOf(browser.asked.at(-1)), sent()]).toEqual([{ exact: 'headset' }, newest()]);
    expect(errors).toHaveLength(1);
    expect(browser.microphones.filter(({ readyState }) => readyState === 'live')).toEqual([newest()]);
  });

  it('is so, too, where only the list says it', async () => {
    await talking(phone, socket);
    await phone.audio.setInput('headset');
    await browser.plug(BUILT_IN);
    expect([errors.length, deviceOf(browser.asked.at(-1)), sent()]).toEqual([1, true, newest()]);
  });

  it('between calls is said, and the next call speaks into the system’s', async () => {
    await phone.audio.setInput('headset');
    await browser.plug(BUILT_IN);
    expect(errors).toHaveLength(1);
    await talking(phone, socket);
    expect(deviceOf(browser.asked.at(-1))).toBe(true);
  });

  it('with no other there is an error of the call, which goes on', async () => {
    const call = await talking(phone, socket), heard: string[] = [];
    call.on('error', ({ code }) => heard.push(code));
    browser.refusal = new RingdownError('mic-not-found');
    newest()?.unplug();
    await settle();
    expect([heard, call.state]).toEqual([['mic-not-found'], 'active']);
  });

  it('the system’s own that changes is followed: its stream would fall silent without a word', async () => {
    await browser.plug(SYSTEM, BUILT_IN, HEADSET);
    await talking(phone, socket);
    expect(browser.microphones).toHaveLength(1);
    await browser.plug(device('audioinput', 'default', 'Default: headset', 'g2'), BUILT_IN, HEADSET);
    expect([browser.microphones.length, sent(), browser.microphones[0]?.stopped]).toEqual([2, newest(), true]);
    expect(errors).toEqual([]);
  });
});

describe('a chosen loudspeaker', () => {
  const element = () => browser.elements.at(-1) as FakeElement;

  it('plays the call that talks, and the next', async () => {
    const call = await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    expect(element().sink).toBe('');
    await phone.audio.setOutput('earphones');
    expect(element().sink).toBe('earphones');
    void call.hangup();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'local', durationMs: 5 });
    await settle();
    await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    expect([element().sink, browser.elements.length]).toEqual(['earphones', 2]);
  });

  it('is another for the ringing', async () => {
    const loud = make({ sounds: { ringtone: 'ring.mp3' } });
    const theirs = await connected(loud);
    await loud.audio.setOutput('speakers', 'ringtone');
    await loud.audio.setOutput('earphones');
    theirs.receive({ type: 'incoming', call: 'c_2', sipCallId: 's', remote: { uri: 'sip:x@y' }, to: 'alice' });
    await settle();
    expect([element().sink, element().playing]).toEqual(['speakers', true]);
  });

  it('has the tones too: they go through an element', async () => {
    browser.context = new FakeContext();
    await phone.audio.setOutput('speakers', 'ringtone');
    socket.receive({ type: 'incoming', call: 'c_2', sipCallId: 's', remote: { uri: 'sip:x@y' }, to: 'alice' });
    await settle();
    expect(browser.context.connected).not.toContain('speakers');
    expect([element().sink, element().srcObject]).toEqual(['speakers', expect.any(FakeStream)]);
  });

  it('that is not there is refused, and the old one plays on', async () => {
    await phone.audio.setOutput('earphones');
    await expect(phone.audio.setOutput('gone')).rejects.toMatchObject({ code: 'speaker-not-found' });
    await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    expect(element().sink).toBe('earphones');
  });

  it('that the browser refuses is refused', async () => {
    await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    element().unpluggedSinks = ['earphones'];
    await expect(phone.audio.setOutput('earphones')).rejects.toMatchObject({ code: 'speaker-not-found' });
    expect(element().sink).toBe('');
  });

  it('that is unplugged is replaced by the system’s, which is said, and used again when it is back', async () => {
    await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    await phone.audio.setOutput('earphones');
    await browser.plug(BUILT_IN, SPEAKERS);
    expect([errors, element().sink]).toEqual([['speaker-not-found: The chosen loudspeaker is gone; the system’s own is used instead.'], '']);
    await browser.plug(...ALL);
    expect(element().sink).toBe('earphones');
  });

  it('is beyond a page in Safari, which is said with what to do; the system’s own may be named all the same', async () => {
    browser.choosesSpeaker = false;
    await expect(phone.audio.setOutput('earphones')).rejects.toMatchObject({
      code: 'unsupported-browser', hint: 'Choose the loudspeaker in the system’s sound settings.' });
    await phone.audio.setOutput('');
  });
});

describe('a chosen camera', () => {
  it('shows what the next call shows, and replaces that of one that talks', async () => {
    const call = await talking(phone, socket, { video: true });
    const [before] = browser.cameras;
    await phone.audio.setCamera('camera');
    const after = browser.cameras[1];
    expect([before?.stopped, browser.peerNow.video?.track, call.localVideo?.getTracks()]).toEqual([true, after, [after]]);
    await expect(phone.audio.setCamera('gone')).rejects.toMatchObject({ code: 'camera-not-found' });
  });

  it('that is unplugged is replaced, and said', async () => {
    await phone.audio.setCamera('camera');
    await browser.plug(BUILT_IN, device('videoinput', 'other'));
    expect(errors).toEqual(['camera-not-found: The chosen camera is gone; the system’s own is used instead.']);
  });
});

describe('the level of the microphone', () => {
  let context: FakeContext;
  beforeEach(() => { context = browser.context = new FakeContext(); });

  it('is told twenty times a second, from one microphone for all who listen, until nobody does', async () => {
    const one = vi.fn(), other = vi.fn();
    const stop = phone.audio.level(one), stopOther = phone.audio.level(other);
    await settle();
    context.loudness = 0.25;
    await vi.advanceTimersByTimeAsync(1000);
    expect([one.mock.calls.length, other.mock.calls.length, one.mock.lastCall]).toEqual([20, 20, [0.25]]);
    stop();
    await vi.advanceTimersByTimeAsync(100);
    expect([one.mock.calls.length, other.mock.calls.length, browser.microphones.length]).toEqual([20, 22, 1]);
    stopOther();
    await settle();
    expect([browser.microphones[0]?.stopped, context.measured]).toEqual([true, []]);
  });

  it('follows the choice', async () => {
    phone.audio.level(() => undefined);
    await settle();
    await phone.audio.setInput('headset');
    await settle();
    expect([browser.microphones[0]?.stopped, newest()?.stopped, context.measured.length]).toEqual([true, false, 1]);
  });

  it('is that of the call, whose microphone is shared and not stopped', async () => {
    await talking(phone, socket);
    const stop = phone.audio.level(() => undefined);
    await settle();
    stop();
    await settle();
    expect([browser.microphones.length, browser.microphones[0]?.stopped, browser.microphones[0]?.copies[0]?.stopped]).toEqual([1, false, true]);
  });

  it('fails as an event where there is no microphone', async () => {
    browser.refusal = new RingdownError('mic-denied');
    phone.audio.level(() => undefined);
    await settle();
    expect(errors).toEqual(['mic-denied: The microphone was not allowed.']);
  });
});

describe('a test', () => {
  let context: FakeContext;
  beforeEach(() => { context = browser.context = new FakeContext(); });

  it('of the microphone hears whether anything is said', async () => {
    const tested = phone.audio.test('mic');
    await vi.advanceTimersByTimeAsync(1000);
    context.loudness = 0.1;
    await vi.advanceTimersByTimeAsync(50);
    expect([await tested, newest()?.stopped]).toEqual([true, true]);
  });

  it('of a microphone that hears nothing says so after five seconds', async () => {
    const tested = phone.audio.test('mic');
    await vi.advanceTimersByTimeAsync(5000);
    expect([await tested, newest()?.stopped]).toEqual([false, true]);
  });

  it('of the loudspeaker plays a tone', async () => {
    const tested = phone.audio.test('speaker');
    await vi.advanceTimersByTimeAsync(2000);
    expect([await tested, context.connected]).toEqual([true, ['speakers']]);
  });

  it('of a loudspeaker that the browser does not let sound says so', async () => {
    context.wakes = false;
    const tested = phone.audio.test('speaker');
    await vi.advanceTimersByTimeAsync(2000);
    expect([await tested, context.connected]).toEqual([false, []]);
  });
});

describe('a processor', () => {
  const made: FakeStream[] = [];
  const processor = () => {
    const stream = new FakeStream([new FakeTrack()]);
    made.push(stream);
    return Promise.resolve(stream as unknown as MediaStream);
  };
  let call: Call;

  beforeEach(async () => {
    made.length = 0;
    call = await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
  });

  it('of what is said is what the far end hears, until it is removed', async () => {
    const [before] = browser.microphones;
    const remove = await phone.audio.addProcessor(processor);
    expect(sent()).toBe(made[0]?.tracks[0]);
    call.mute();
    expect([made[0]?.tracks[0]?.enabled, before?.stopped, before?.copies[0]?.stopped]).toEqual([false, true, false]);
    remove();
    await settle();
    expect(sent()).not.toBe(made[0]?.tracks[0]);
    expect([made[0]?.tracks[0]?.stopped, before?.copies[0]?.stopped, (sent() as FakeTrack).enabled]).toEqual([true, true, false]);
  });

  it('of what is heard is what is played', async () => {
    const remove = await phone.audio.addProcessor(processor, true);
    await settle();
    expect(browser.elements[0]?.srcObject).toBe(made[0]);
    remove();
    await settle();
    expect(browser.elements[0]?.srcObject).toBe(call.remoteStream);
  });

  it('that fails is refused, and the call sounds as before', async () => {
    const broken = () => Promise.reject(new Error('no worklet'));
    const before = sent();
    await expect(phone.audio.addProcessor(broken)).rejects.toThrow('no worklet');
    expect([sent(), browser.microphones[0]?.stopped]).toEqual([before, false]);
    await phone.audio.addProcessor(broken, true);
    await settle();
    expect(browser.elements[0]?.srcObject).toBe(call.remoteStream);
  });
});

describe('unlocking', () => {
  it('plays in a click what the browser held back', async () => {
    browser.blocked = true;
    await talking(phone, socket);
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    await settle();
    const [element] = browser.elements;
    await expect(phone.audio.unlock()).rejects.toMatchObject({ code: 'playback-blocked' });
    if (element) element.blocked = false;
    await phone.audio.unlock();
    expect(element?.playing).toBe(true);
  });
});
