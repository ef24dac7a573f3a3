import { within } from '../deferred.js';
import { RingdownError } from '../errors.js';
import type { Call, CallStats } from '../ringdown.js';

const ANSWERED_WITHIN = 15_000;
const READINGS = 6;          // a second each
const READ_WITHIN = 15_000;

/** How an echo sounded: means over its seconds, and how many packets came back. */
export interface Echo extends Pick<CallStats, 'mos' | 'rtt' | 'jitter' | 'codec'> {
  readonly loss: number;
  readonly returned: number;
  /** How many packets of ours the gateway has had; unknown to a gateway that does not say. */
  readonly arrived?: number;
}

/** Talks to a number that echoes, for some seconds, and says how that sounded. Hangs up whatever happens. */
export async function listenToEcho(call: Call, signal?: AbortSignal): Promise<Echo> {
  const readings: CallStats[] = [];
  try {
    await within(ANSWERED_WITHIN, answered(call), () => new RingdownError('sip-failure', { message: 'The echo did not answer.' }));
    await within(READ_WITHIN, collected(call, readings, signal), () => new RingdownError('ice-failed')).catch((thrown: unknown) => {
      if (readings.length === 0 || signal?.aborted) throw thrown;
    });
  } finally {
    await call.hangup().catch(() => undefined);
  }
  return summed(readings);
}

async function answered(call: Call): Promise<void> {
  if (call.state === 'active') return;
  const end = await Promise.race([call.once('answered'), call.once('ended')]);
  if (end) throw new RingdownError(end.reason === 'not-found' || end.reason === 'forbidden' ? 'destination-not-allowed' : 'sip-failure', {
    message: `The echo was not reached: ${end.reason}.`, ...(end.sip && { sip: end.sip }) });
}

function collected(call: Call, readings: CallStats[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    void call.once('ended').then(() => resolve());
    call.on('stats', (stats) => { if (readings.push(stats) === READINGS) resolve(); });
  });
}

/** The first second still has the beginning in it: packets that left before anybody listened. */
export function summed(readings: readonly CallStats[]): Echo {
  const settled = readings.length > 1 ? readings.slice(1) : readings;
  const mean = (of: (stats: CallStats) => number) => settled.length === 0 ? 0 : settled.reduce((sum, stats) => sum + of(stats), 0) / settled.length;
  const last = readings.at(-1);
  const arrived = last?.gateway?.here.received;
  return {
    mos: mean((s) => s.mos), rtt: mean((s) => s.rtt), jitter: mean((s) => s.jitter), loss: mean((s) => Math.max(s.lossIn, s.lossOut)),
    codec: last?.codec ?? '', returned: readings.reduce((sum, { packetsIn }) => sum + packetsIn, 0), ...(arrived !== undefined && { arrived }),
  };
}
