/** Safari and iOS, as far as paper goes: what they do not have is taken away, and what they insist on is insisted on. Not a proof of Safari: docs/browsers.md says what was tried by hand. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Devices } from '../sdk/devices/devices.js';
import { browser as real } from '../sdk/platform.js';
import { BOB, FakeTrack, info, settle } from './fakes.js';
import { begin, browser, connected, make, talking } from './harness.js';

describe('the click is still fresh', () => {
  const incoming = { type: 'incoming', call: 'c_2', sipCallId: 's', remote: BOB, to: 'alice' };

  it('when a call asks for the microphone, connected or not', async () => {
    begin(make().call('600'));
    expect(browser.asked).toHaveLength(1);   // in the same task: nothing was awaited
    const phone = make();
    await connected(phone);
    begin(phone.call('600'));
    expect(browser.asked).toHaveLength(2);
  });

  it('when an answer asks', async () => {
    const phone = make();
    (await connected(phone)).receive(incoming);
    begin(phone.calls[0]?.answer() ?? Promise.resolve());
    expect(browser.asked).toHaveLength(1);
  });

  it('when a call is brought here from another device', async () => {
    const phone = make();
    await connected(phone, { calls: [info()] });
    begin(phone.calls[0]?.pull() ?? Promise.resolve());
    expect(browser.asked).toHaveLength(1);
  });

  it('when a call shows the camera: sound first, both asked at once', async () => {
    const phone = make();
    const call = await talking(phone, await connected(phone));
    begin(call.startVideo());
    expect(browser.cameras.length + browser.asked.length).toBeGreaterThan(0);
    await settle();
    expect(browser.cameras).toHaveLength(1);
  });
});

describe('the first call', () => {
  it('is heard after the question for the microphone has eaten the click: at the next one', async () => {
    browser.blocked = true;
    const phone = make(), blocked = vi.fn();
    phone.on('call', (call) => call.on('error', blocked));
    await talking(phone, await connected(phone));
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    await settle();
    expect(blocked).toHaveBeenCalledWith(expect.objectContaining({ code: 'playback-blocked', hint: 'Click or press a key anywhere in the page.' }));
    const [element] = browser.elements;
    browser.fire('pointerup');   // still blocked: the next is waited for
    await settle();
    expect(element?.playing).toBe(false);
    if (element) element.blocked = false;
    browser.fire('pointerup');
    await settle();
    expect(element?.playing).toBe(true);
  });

  it('a second call does not open the microphone again, which would silence the first', async () => {
    const phone = make();
    await talking(phone, await connected(phone));
    begin(phone.call('601'));
    await settle();
    expect(browser.microphones).toHaveLength(1);
  });
});

describe('a browser without', () => {
  beforeEach(() => {
    vi.useRealTimers();
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('document', { visibilityState: 'visible' });   // no featurePolicy
    vi.stubGlobal('navigator', { userAgent: 'Safari', mediaDevices: {
      getUserMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError')), enumerateDevices: () => Promise.resolve([]) } });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useFakeTimers();
  });

  const devices = () => new Devices(real(), {}, { calls: [], changed: () => undefined, error: () => undefined, beep: () => Promise.resolve(false), unlock: () => undefined });

  it('setSinkId lets the system choose, and says so', async () => {
    vi.stubGlobal('HTMLMediaElement', function () { return undefined; });   // a function, as a class is, whose prototype has nothing
    expect(real().choosesSpeaker).toBe(false);
    await expect(devices().setOutput('x')).rejects.toMatchObject({ code: 'unsupported-browser', hint: expect.stringContaining('system’s sound settings') as string });
    await devices().setOutput('');
    expect(await devices().outputs()).toEqual([]);
  });

  it('featurePolicy takes a refusal for the user’s', async () => {
    await expect(real().microphone(true)).rejects.toMatchObject({ code: 'mic-denied' });
  });

  it('permissions is never sure of its microphone, and asks', async () => {
    expect(await real().microphoneIsSure()).toBe(false);
  });

  it('getDisplayMedia, as on telephones, says so', async () => {
    await expect(real().screen()).rejects.toMatchObject({ code: 'unsupported-browser', hint: expect.stringContaining('on a computer') as string });
  });

  it('locks and AudioContext does without', () => {
    expect([real().locks, real().audioContext()]).toEqual([undefined, undefined]);
  });

  it('devices to tell of, on a page that did not come over HTTPS', async () => {
    vi.stubGlobal('navigator', {});
    expect(await real().devices()).toEqual([]);
    expect(real().on('devicechange', () => undefined)()).toBeUndefined();
  });
});
