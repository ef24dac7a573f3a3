/** The language in which the SDK speaks to people. */
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOGUE, RingdownError } from '../sdk/errors.js';
import { GERMAN_WARNINGS } from '../sdk/german.js';
import { speakIn } from '../sdk/locale.js';
import { type Circumstances, Warnings } from '../sdk/warnings.js';
import { make } from './harness.js';

const AROUND: Circumstances = { active: true, muted: true, talking: true, measured: { microphone: false, farEnd: false } };
const STATS = {
  t: 0, mos: 4, rtt: 1, jitter: 1, lossIn: 0, lossOut: 0, codec: 'opus', levelIn: 0, levelOut: 0, candidate: 'host', packetsIn: 50, packetsOut: 50,
} as const;

describe('the locale of a phone', () => {
  afterEach(() => speakIn('en'));

  it.each([['de', 'Das Mikrofon wurde nicht erlaubt.'], ['de-AT', 'Das Mikrofon wurde nicht erlaubt.'], ['DE_ch', 'Das Mikrofon wurde nicht erlaubt.'],
    ['en-GB', CATALOGUE['mic-denied'].message], ['tlh', CATALOGUE['mic-denied'].message]])('%s says %s', (locale, message) => {
    make({ locale });
    expect(new RingdownError('mic-denied')).toMatchObject({ message, code: 'mic-denied', retryable: false });
  });

  it('is English without one, and keeps what a gateway says', () => {
    make();
    expect(new RingdownError('bad-state').message).toBe(CATALOGUE['bad-state'].message);
    make({ locale: 'de' });
    expect(new RingdownError('rate-limited', { message: 'Said so.' }).message).toBe('Said so.');
  });

  it('is that of warnings, too', () => {
    make({ locale: 'de' });
    const warnings = new Warnings();
    const raised = [1, 2, 3].flatMap(() => warnings.next(STATS, AROUND).raised);
    expect(raised.map(({ name, message }) => [name, message])).toEqual([['talking-while-muted', GERMAN_WARNINGS['talking-while-muted']]]);
  });
});
