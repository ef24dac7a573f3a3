import { errorWords } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import type { CallEnd } from '../sdk/ringdown.js';
import type { Why } from './line.js';
import { buttonWords } from './words.js';

/** Calls that ended so would have gone better by telephone; whoever was busy, or did not answer, would not answer a telephone either. */
const BETTER_BY_PHONE: ReadonlySet<CallEnd['reason']> = new Set([
  'unavailable', 'not-found', 'forbidden', 'codec-mismatch', 'media-timeout', 'network-lost', 'limit-reached', 'error']);

export function isBetterByPhone({ reason }: CallEnd): boolean {
  return BETTER_BY_PHONE.has(reason);
}

/** Why no call came of a click. What the network did is told as visitors know it: the SDK's own words are for whoever made the page. */
export function why(thrown: unknown): Why {
  const error = behindToken(thrown);
  const answered = error instanceof RingdownError && error.code !== 'signaling-lost';
  return answered ? { code: error.code, words: errorWords(error) } : { code: 'signaling-lost', words: buttonWords().unreachable };
}

/** The SDK says of any token that could not be had that there is none: here its fetching is ours, and we know why. */
function behindToken(thrown: unknown): unknown {
  const failed = thrown instanceof RingdownError && thrown.code === 'token-invalid' && thrown.cause !== undefined;
  return failed ? thrown.cause : thrown;
}
