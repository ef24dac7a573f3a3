/** Every error code, brought about the way it comes about in a page. The browser's own refusals go through the real platform, over a navigator made of paper. */
import { describe, expect, it, vi } from 'vitest';
import { CATALOGUE, RingdownError } from '../sdk/errors.js';
import { browser as real } from '../sdk/platform.js';
import type { ErrorCode } from '../sdk/ringdown.js';
import { device, FakeTrack, settle } from './fakes.js';
import { accept, begin, browser, connected, make, talking } from './harness.js';

type Thrown = Promise<unknown>;

/** A page of which the browser thinks so much, and refuses what it is asked by this name. */
function page(name: string, { secure = true, allowed = true } = {}): void {
  const refuse = () => Promise.reject(new DOMException('refused', name));
  vi.stubGlobal('isSecureContext', secure);
  vi.stubGlobal('document', { featurePolicy: { allowsFeature: () => allowed } });
  vi.stubGlobal('navigator', { mediaDevices: secure ? { getUserMedia: refuse, getDisplayMedia: refuse } : undefined });
}

const microphone = (name: string, around = {}): Thrown => {
  page(name, around);
  return refusalOf(real().microphone(true));
};

const camera = (name: string): Thrown => {
  page(name);
  return refusalOf(real().camera(true));
};

const refusalOf = (promise: Promise<unknown>): Thrown => promise.then(() => undefined, (thrown: unknown) => thrown);

/** What the gateway says to a call. */
const called = async (code: ErrorCode): Thrown => {
  const phone = make();
  const socket = await connected(phone);
  const refused = refusalOf(phone.call('600'));
  await settle();
  socket.receive({ type: 'error', ref: socket.last('call').ref, code, message: 'Said so.', hint: 'Do so.' });
  return refused;
};

/** What the gateway says to a hello, and closes. */
const greeted = async (code: ErrorCode, close: number): Thrown => {
  const phone = make();
  const refused = refusalOf(phone.connect());
  for (let i = 0; i < 20; i++) {
    await settle();
    browser.socketNow.open();
    await settle();
    browser.socketNow.receive({ type: 'error', code, message: 'Said so.' });
    browser.socketNow.drop(close);
    await vi.advanceTimersByTimeAsync(3_000);
  }
  return refused;
};

/** The first event that a phone, or its call, tells of. */
const told = async (provoke: (phone: ReturnType<typeof make>) => Promise<unknown>): Thrown => {
  const phone = make(), heard: unknown[] = [];
  phone.on('error', (error) => heard.push(error));
  phone.on('call', (call) => {
    call.on('error', (error) => heard.push(error));
    call.on('reconnecting', (error) => heard.push(error));
  });
  await provoke(phone);
  await vi.advanceTimersByTimeAsync(2_000);
  return heard[0];
};

const PROVOKED: Readonly<Record<ErrorCode, () => Thrown>> = {
  'mic-denied': () => microphone('NotAllowedError'),
  'mic-not-found': () => microphone('NotFoundError'),
  'mic-in-use': () => microphone('NotReadableError'),
  'insecure-context': () => microphone('NotAllowedError', { secure: false }),
  'permissions-policy': () => microphone('NotAllowedError', { allowed: false }),
  'camera-denied': () => camera('NotAllowedError'),
  'camera-not-found': () => camera('NotFoundError'),
  'camera-in-use': () => camera('NotReadableError'),
  'screen-denied': () => {
    page('NotAllowedError');
    return refusalOf(real().screen());
  },
  'speaker-not-found': () => {
    browser.plugged = [device('audiooutput', 'speakers')];
    return refusalOf(make().audio.setOutput('gone'));
  },
  'unsupported-browser': () => {
    browser.supported = false;
    return refusalOf(make().connect());
  },
  'token-invalid': () => greeted('token-invalid', 4003),
  'token-expired': () => greeted('token-expired', 4003),
  'origin-not-allowed': () => greeted('origin-not-allowed', 4003),
  'unsupported-version': () => greeted('unsupported-version', 4004),
  'over-capacity': () => greeted('over-capacity', 4005),
  'destination-not-allowed': () => called('destination-not-allowed'),
  'rate-limited': () => called('rate-limited'),
  'sip-failure': () => called('sip-failure'),
  'codec-mismatch': () => called('codec-mismatch'),
  'bad-message': () => told(async (phone) => {
    (await connected(phone)).receive({ type: 'error', code: 'bad-message', message: 'No such type.' });
  }),
  'signaling-lost': async () => {
    const phone = make();
    const refused = refusalOf(phone.call('600'));
    await vi.advanceTimersByTimeAsync(11_000);
    return refused;
  },
  'ice-failed': () => told(async (phone) => {
    await talking(phone, await connected(phone));
    browser.peerNow.become('failed');
  }),
  'playback-blocked': () => told(async (phone) => {
    browser.blocked = true;
    await talking(phone, await connected(phone));
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
  }),
  'bad-state': async () => {
    const phone = make();
    await phone.destroy();
    return refusalOf(phone.connect());
  },
  'bad-number': () => refusalOf(make().call('two words')),
  'answered-elsewhere': async () => {
    const phone = make();
    const socket = await connected(phone);
    socket.receive({ type: 'incoming', call: 'c_1', sipCallId: 's', remote: { uri: 'sip:bob@x' }, to: 'alice' });
    const [call] = phone.calls;
    socket.receive({ type: 'ended', call: 'c_1', reason: 'answered-elsewhere', by: 'local', durationMs: 0 });
    return refusalOf(call?.answer() ?? Promise.resolve());
  },
};

describe('every error code', () => {
  it.each(Object.entries(PROVOKED))('%s comes about, and says what to do', async (code, provoke) => {
    const error = await provoke();
    expect(error).toBeInstanceOf(RingdownError);
    expect(error).toMatchObject({ name: 'RingdownError', code, docs: `docs/errors.md#${code}`, retryable: CATALOGUE[code as ErrorCode].retryable });
    const { message, hint } = error as RingdownError;
    expect(message).toMatch(/\S.*[.?]$/);
    expect(hint).toMatch(/\S.*[.?]$/);
    expect(hint).not.toBe(message);
  });

  it('is in the catalogue, and the other way round', () => {
    expect(Object.keys(PROVOKED).sort()).toEqual(Object.keys(CATALOGUE).sort());
  });

  it.each([
    ['OverconstrainedError', 'mic-not-found'], ['AbortError', 'mic-in-use'], ['SecurityError', 'permissions-policy'], ['TypeError', 'unsupported-browser'],
  ])('a microphone that the browser refuses by %s is %s', async (name, code) => {
    expect(await microphone(name)).toMatchObject({ code, cause: { name } });
  });

  it('has the gateway’s own words where it has any', async () => {
    expect(await called('rate-limited')).toMatchObject({ message: 'Said so.', hint: 'Do so.' });
  });

  it('of a gateway that knows more codes than we do is a sip-failure', async () => {
    expect(await called('out-of-cheese' as ErrorCode)).toMatchObject({ code: 'sip-failure', message: 'Said so.' });
  });

  it('that was accepted first and refused later still is one', async () => {
    const phone = make();
    const socket = await connected(phone);
    begin(phone.call('600'));
    await settle();
    accept(socket);
    await settle();
    await expect(phone.calls[0]?.hold()).rejects.toMatchObject({ code: 'bad-state', message: 'The call is connecting and cannot be held.' });
  });
});
