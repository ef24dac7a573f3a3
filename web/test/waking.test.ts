/** The switch "ring when closed": what is wished, what came of it, and why not. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptSettings } from '../phone/settings.js';
import { Waking } from '../phone/waking.js';
import { RingdownError } from '../sdk/errors.js';

const enablePush = vi.fn<() => Promise<void>>();
const disablePush = vi.fn<() => Promise<void>>();
let settings: KeptSettings;
let waking: Waking;

beforeEach(() => {
  enablePush.mockReset().mockResolvedValue();
  disablePush.mockReset().mockResolvedValue();
  settings = new KeptSettings('alice', undefined, () => undefined);
  waking = new Waking({ canPush: true, enablePush, disablePush }, settings);
});

describe('ringing when closed', () => {
  it('is off until somebody wants it, is kept, and can be taken back', async () => {
    expect(waking.on).toBe(false);
    await waking.set(true);
    expect([waking.on, settings.now.closed, enablePush.mock.calls.length]).toEqual([true, true, 1]);
    await waking.set(false);
    expect([waking.on, disablePush.mock.calls.length]).toEqual([false, 1]);
  });

  it('stays off where it could not be had, and says what helps until the next try', async () => {
    enablePush.mockRejectedValueOnce(new RingdownError('bad-state', { message: 'It does not.', hint: 'Set push.contact.' }));
    await waking.set(true);
    expect([waking.on, waking.trouble]).toEqual([false, 'It does not. Set push.contact.']);
    enablePush.mockRejectedValueOnce(new TypeError('Failed to register a ServiceWorker'));
    await waking.set(true);
    expect(waking.trouble).toBe('Failed to register a ServiceWorker');
    await waking.set(true);
    expect([waking.on, waking.trouble]).toEqual([true, '']);
  });

  it('stays on where it could not be taken back: the gateway still wakes', async () => {
    await waking.set(true);
    disablePush.mockRejectedValueOnce(new RingdownError('signaling-lost'));
    await waking.set(false);
    expect(waking.on).toBe(true);
    expect(waking.trouble).not.toBe('');
  });

  it('asks once, however often it is clicked', async () => {
    const first = waking.set(true);
    expect(waking.busy).toBe(true);
    await waking.set(true);
    await first;
    expect(enablePush).toHaveBeenCalledOnce();
    expect(waking.busy).toBe(false);
  });

  it('is said again by a page that opens, if it is wished and asks the user nothing', async () => {
    await waking.renew(true);
    expect(enablePush).not.toHaveBeenCalled();
    await waking.set(true);
    await waking.renew(false);
    expect(enablePush).toHaveBeenCalledOnce();
    enablePush.mockRejectedValueOnce(new Error('later'));
    await waking.renew(true);
    expect(enablePush).toHaveBeenCalledTimes(2);
    expect(waking.on).toBe(true);
  });
});
