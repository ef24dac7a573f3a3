import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import type { Phone } from '../sdk/phone.js';
import type { CallStats } from '../sdk/ringdown.js';
import { Warnings } from '../sdk/warnings.js';
import { type FakeSocket, info } from './fakes.js';
import { browser, connected, make, talking } from './harness.js';

const GOOD: CallStats = {
  t: 0, mos: 4.4, rtt: 20, jitter: 2, lossIn: 0, lossOut: 0, codec: 'opus', levelIn: 0, levelOut: 0, candidate: 'host' };

describe('warnings', () => {
  const names = (warnings: Warnings, ...all: Partial<CallStats>[]) => all.map((stats) => {
    const { raised, cleared } = warnings.next({ ...GOOD, ...stats });
    return [...raised.map(({ name }) => name), ...cleared.map(({ name }) => `${name} is over`)].join();
  });

  it.each([
    ['high-rtt', { rtt: 401 }], ['high-jitter', { jitter: 31 }], ['high-packet-loss', { lossIn: 0.06 }],
    ['high-packet-loss', { lossOut: 0.06 }], ['low-mos', { mos: 3.4 }],
  ])('%s: after three bad seconds of five, once, until five are good', (name, bad) => {
    expect(names(new Warnings(), bad, {}, bad, {}, bad, bad, {}, {}, {}, {}, {}, {}))
      .toEqual(['', '', '', '', name, '', '', '', '', '', `${name} is over`, '']);
  });

  it('are not for a moment', () => {
    expect(names(new Warnings(), { rtt: 900 }, { rtt: 900 }, {}, {}, {}, { rtt: 900 }, {})).toEqual(['', '', '', '', '', '', '']);
  });

  it('say what was measured, and what would have been good', () => {
    const warnings = new Warnings(), bad = { ...GOOD, mos: 2 };
    warnings.next(bad);
    warnings.next(bad);
    expect(warnings.next(bad).raised).toMatchObject([{ name: 'low-mos', value: 2, threshold: 3.5 }]);
  });
});

describe('a call that talks', () => {
  let phone: Phone, socket: FakeSocket, call: Call;
  const stats = vi.fn();

  beforeEach(async () => {
    stats.mockClear();
    phone = make();
    socket = await connected(phone);
    call = await talking(phone, socket);
    call.on('stats', stats);
  });

  it('is measured once a second, here and until its end', async () => {
    await vi.advanceTimersByTimeAsync(3_500);
    expect(stats).toHaveBeenCalledTimes(3);
    expect(stats.mock.lastCall).toMatchObject([{ lossIn: 0, codec: '' }]);
    socket.receive({ type: 'call.update', call: info({ here: false }) });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stats).toHaveBeenCalledTimes(3);
  });

  it('tells at its end how it was', async () => {
    const ended = call.once('ended');
    await vi.advanceTimersByTimeAsync(2_000);
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 2_000 });
    expect((await ended).stats).toMatchObject({ lossIn: 0 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stats).toHaveBeenCalledTimes(2);
  });

  it('has the gateway measure while somebody listens, and says what it said', async () => {
    await vi.advanceTimersByTimeAsync(1_100);
    expect(socket.sent.filter(({ type }) => type === 'stats')).toEqual([{ type: 'stats', call: 'c_1', on: true }]);
    const here = { received: 50, sent: 49, lost: 1, loss: 0.02, mos: 4, jitter: 3, path: 'udp' as const };
    socket.receive({ type: 'stats', call: 'c_1', here });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stats.mock.lastCall).toMatchObject([{ gateway: { here } }]);
    expect(stats.mock.lastCall?.[0]).not.toHaveProperty('gateway.there');
    expect(socket.sent.filter(({ type }) => type === 'stats')).toHaveLength(1);

    call.off('stats', stats);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(socket.last('stats')).toEqual({ type: 'stats', call: 'c_1', on: false });
  });

  it('asks the gateway for nothing that nobody wants to know', async () => {
    call.off('stats', stats);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(socket.types()).not.toContain('stats');
  });

  it('warns when its network goes bad', async () => {
    const warned = vi.fn();
    call.on('warning', warned);
    browser.peerNow.report = new Map([['p', { id: 'p', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.9 }]]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(warned.mock.calls.flat().map((warning: { name: string }) => warning.name)).toContain('high-rtt');
  });
});
