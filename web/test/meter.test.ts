import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import type { Phone } from '../sdk/phone.js';
import type { CallStats } from '../sdk/ringdown.js';
import { type Circumstances, Warnings } from '../sdk/warnings.js';
import { FakeContext, type FakeSocket, info } from './fakes.js';
import { browser, connected, make, talking } from './harness.js';

const GOOD: CallStats = {
  t: 0, mos: 4.4, rtt: 20, jitter: 2, lossIn: 0, lossOut: 0, codec: 'opus', levelIn: 0, levelOut: 0, candidate: 'host', packetsIn: 50, packetsOut: 50 };

const AROUND: Circumstances = { active: true, muted: false, talking: false, measured: { microphone: true, farEnd: true } };

let loud = 0;
const level = () => (loud = (loud + 0.01) % 1) + 0.001;   // each second another

describe('warnings', () => {
  const names = (warnings: Warnings, ...all: Partial<CallStats>[]) => all.map((stats) => {
    const { raised, cleared } = warnings.next({ ...GOOD, ...stats, levelIn: level(), levelOut: level(), ...stats }, AROUND);
    return [...raised.map(({ name }) => name), ...cleared.map(({ name }) => `${name} is over`)].join();
  });

  it.each([
    ['high-rtt', { rtt: 401 }], ['high-jitter', { jitter: 31 }], ['high-packet-loss', { lossIn: 0.06 }],
    ['high-packet-loss', { lossOut: 0.06 }], ['low-mos', { mos: 3.4 }],
  ])('%s: after three bad seconds of five, once, until five are good', (name, bad) => {
    expect(names(new Warnings(), bad, {}, bad, {}, bad, bad, {}, {}, {}, {}, {}, {}))
      .toEqual(['', '', '', '', name, '', '', '', '', '', `${name} is over`, '']);
  });

  const raised = (warnings: Warnings, seconds: number, stats: Partial<CallStats>, around: Partial<Circumstances> = {}): string =>
    Array.from({ length: seconds }, () => warnings.next({ ...GOOD, levelIn: level(), levelOut: level(), ...stats }, { ...AROUND, ...around })
      .raised.map(({ name }) => name).join()).join(' ').trim();

  it.each([
    ['low-bytes-received', 3, { packetsIn: 0 }, {}, { active: false }],
    ['low-bytes-sent', 3, { packetsOut: 0 }, {}, { active: false }],
    ['mic-silent', 5, { levelOut: 0 }, {}, { muted: true }],
    ['mic-silent', 5, { levelOut: 0 }, {}, { measured: { microphone: false, farEnd: false } }],
    ['constant-audio-input-level', 11, { levelOut: 0.3 }, {}, { muted: true }],
    ['constant-audio-input-level', 11, { levelOut: 0.3 }, {}, { measured: { microphone: false, farEnd: true } }],
    ['constant-audio-output-level', 11, { levelIn: 0.3 }, {}, { active: false }],
    ['constant-audio-output-level', 11, { levelIn: 0.3 }, {}, { measured: { microphone: true, farEnd: false } }],
    ['talking-while-muted', 2, {}, { muted: true, talking: true }, { muted: false, talking: true }],
  ])('%s: after %i such seconds, and not where there is a reason', (name, seconds, stats, around, excused) => {
    expect(raised(new Warnings(), seconds - 1, stats, around)).toBe('');
    expect(raised(new Warnings(), seconds, stats, around)).toBe(name);
    expect(raised(new Warnings(), 20, stats, { ...around, ...excused })).toBe('');
  });

  it('of silence are over at the first sound', () => {
    const warnings = new Warnings();
    raised(warnings, 5, { levelOut: 0 });
    expect(warnings.next({ ...GOOD, levelOut: 0.1 }, AROUND).cleared.map(({ name }) => name)).toEqual(['mic-silent']);
  });

  it('are not for a moment', () => {
    expect(names(new Warnings(), { rtt: 900 }, { rtt: 900 }, {}, {}, {}, { rtt: 900 }, {})).toEqual(['', '', '', '', '', '', '']);
  });

  it('say what was measured, and what would have been good', () => {
    const warnings = new Warnings(), bad = { ...GOOD, mos: 2 };
    warnings.next(bad, AROUND);
    warnings.next(bad, AROUND);
    expect(warnings.next(bad, AROUND).raised).toMatchObject([{ name: 'low-mos', value: 2, threshold: 3.5 }]);
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

  it('warns while its connection is lost', async () => {
    const told: string[] = [];
    call.on('warning', ({ name }) => told.push(name));
    call.on('warning-cleared', ({ name }) => told.push(`${name} is over`));
    browser.peerNow.become('failed');
    await vi.advanceTimersByTimeAsync(500);
    browser.peerNow.become('connected');
    expect(told).toEqual(['ice-connectivity-lost', 'ice-connectivity-lost is over']);
  });

  it('warns whoever talks while muted, by a copy of the microphone that goes nowhere', async () => {
    const told: string[] = [];
    const context = browser.context = new FakeContext();
    const off = call.on('warning', ({ name }) => told.push(name));
    context.loudness = 0.2;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(context.measured).toEqual([]);
    call.mute();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(told.filter((name) => name === 'talking-while-muted')).toHaveLength(1);
    const copy = browser.microphones[0]?.copies[0];
    expect([browser.microphones[0]?.enabled, copy?.enabled, browser.peerNow.track]).toEqual([false, true, browser.microphones[0]]);
    off();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([copy?.stopped, context.measured]).toEqual([true, []]);
  });

  it('listens to nobody after its end', async () => {
    const context = browser.context = new FakeContext();
    call.on('warning', () => undefined);
    call.mute();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(context.measured).toHaveLength(1);
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 2_000 });
    expect(context.measured).toEqual([]);
    expect(browser.microphones[0]?.copies[0]?.stopped).toBe(true);
  });
});
