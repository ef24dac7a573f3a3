import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Certainty } from '../sdk/microphone.js';
import { settle } from './fakes.js';

/** What a browser says of its microphone. */
class FakePermission extends EventTarget {
  state = 'granted';
}

describe('whether the microphone is certain to come', () => {
  let permission: FakePermission;
  let devices: EventTarget & { kinds: string[]; asked: number; enumerateDevices?: () => Promise<{ kind: string }[]> };

  beforeEach(() => {
    vi.useFakeTimers();
    permission = new FakePermission();
    devices = Object.assign(new EventTarget(), { kinds: ['audioinput', 'audiooutput'], asked: 0 });
    devices.enumerateDevices = () => {
      devices.asked++;
      return Promise.resolve(devices.kinds.map((kind) => ({ kind })));
    };
    vi.stubGlobal('navigator', { permissions: { query: () => Promise.resolve(permission) }, mediaDevices: devices });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('is known only once it was asked', async () => {
    const certainty = new Certainty();
    expect(certainty.known).toBe(false);
    expect(await certainty.ask()).toBe(true);
    expect(certainty.known).toBe(true);
  });

  it.each(['prompt', 'denied'])('it is not where the permission is %s', async (state) => {
    permission.state = state;
    expect(await new Certainty().ask()).toBe(false);
    expect(devices.asked).toBe(0);
  });

  it('it is not without a microphone', async () => {
    devices.kinds = ['audiooutput'];
    expect(await new Certainty().ask()).toBe(false);
  });

  it('it is not in a browser that cannot be asked', async () => {
    vi.stubGlobal('navigator', { permissions: { query: () => Promise.reject(new TypeError('microphone')) } });
    expect(await new Certainty().ask()).toBe(false);
  });

  it('follows the permission, and the devices, each heard of once', async () => {
    const certainty = new Certainty();
    await certainty.ask();
    await certainty.ask();
    permission.state = 'denied';
    permission.dispatchEvent(new Event('change'));
    expect(certainty.known).toBe(false);   // at once: until the browser has said more, nothing is certain
    await settle();
    expect(certainty.known).toBe(false);
    permission.state = 'granted';
    permission.dispatchEvent(new Event('change'));
    await settle();
    expect(certainty.known).toBe(true);
    devices.kinds = [];
    devices.asked = 0;
    devices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect([certainty.known, devices.asked]).toEqual([false, 1]);
  });
});
