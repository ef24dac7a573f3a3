/** Several calls of this page become one conversation: a room of the user's own, to which the page goes first and then the far ends. */
import type { Call } from './call.js';
import { within } from './deferred.js';
import { RingdownError } from './errors.js';

const ANSWERED_WITHIN = 10_000;
const WORDS = 4;
const OWN = 'conference:';

/** A room that nobody else can name: the user's, and what nobody guesses. */
export function roomOf(user: string, random: () => number): string {
  const word = () => Math.floor(random() * 0x1_0000_0000).toString(16).padStart(8, '0');
  return `${OWN}${user}.${Array.from({ length: WORDS }, word).join('')}`;
}

/** Whether this is the address of such a room. */
export function isRoom(uri: string): boolean {
  return uri.startsWith(OWN);
}

/**
 * Resolves when those who could come are there. The far ends hear no break, only more; whoever hangs up before stays away. Where nobody comes, the calls
 * are as they were.
 */
export async function meet(calls: readonly Call[], room: string, dial: (to: string) => Promise<Call>): Promise<void> {
  if (calls.length < 2) throw new RingdownError('bad-state', { message: 'A conference needs two calls at least.' });
  const own = await dial(room);
  await within(ANSWERED_WITHIN, answered(own), () => new RingdownError('signaling-lost', { callId: own.id }));
  const moved = await Promise.allSettled(calls.map((call) => call.transfer(room)));
  const failed = moved.filter((result) => result.status === 'rejected');
  if (failed.length < calls.length) return;
  void own.hangup();
  throw failed[0]?.reason;
}

async function answered(call: Call): Promise<void> {
  if (call.state === 'active') return;
  await Promise.race([call.once('answered'), call.once('ended')]);
  if (call.state === 'ended') throw new RingdownError('over-capacity', { callId: call.id, message: 'There is no room for a conference.' });
}
