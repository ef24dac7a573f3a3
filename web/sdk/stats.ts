import type { CallStats } from './ringdown.js';

/** What one getStats() report says of a call's sound: counters since its start, and the latest measures. */
export interface Reading {
  readonly t: number;
  readonly received: number;
  readonly lostIn: number;
  readonly sent: number;
  readonly lostOut: number;
  readonly rtt: number;
  readonly jitter: number;
  readonly levelIn: number;
  readonly levelOut: number;
  readonly codec: string;
  readonly measured: { readonly microphone: boolean; readonly farEnd: boolean };
  readonly candidate: CallStats['candidate'];
}

type Entry = Record<string, unknown> & { readonly id: string; readonly type: string };

/** Before packets flow a browser has no RTP entries at all: everything then is zero. */
export function reading(report: RTCStatsReport, t: number): Reading {
  const entries = [...(report as unknown as Map<string, Entry>).values()];
  const find = (type: string, test: (entry: Entry) => boolean = () => true) => entries.find((e) => e.type === type && test(e));
  const audio = (e: Entry) => e.kind === 'audio';
  const inbound = find('inbound-rtp', audio);
  const outbound = find('outbound-rtp', audio);
  const far = find('remote-inbound-rtp', audio);
  const source = find('media-source', audio);
  const pair = find('candidate-pair', (e) => e.nominated === true && e.state === 'succeeded');
  const local = find('local-candidate', (e) => e.id === pair?.localCandidateId);
  const codec = find('codec', (e) => e.id === (outbound ?? inbound)?.codecId);
  return {
    t,
    received: number(inbound?.packetsReceived),
    lostIn: number(inbound?.packetsLost),
    sent: number(outbound?.packetsSent),
    lostOut: number(far?.packetsLost),
    rtt: 1000 * number(far?.roundTripTime ?? pair?.currentRoundTripTime),
    jitter: 1000 * number(inbound?.jitter),
    levelIn: number(inbound?.audioLevel),
    levelOut: number(source?.audioLevel),
    measured: { microphone: typeof source?.audioLevel === 'number', farEnd: typeof inbound?.audioLevel === 'number' },
    codec: typeof codec?.mimeType === 'string' ? codec.mimeType.replace(/^audio\//, '') : '',
    candidate: typeof local?.candidateType === 'string' ? local.candidateType as Reading['candidate'] : 'host',
  };
}

/** How it sounds, over the time between two readings. */
export function summary(now: Reading, before: Reading | undefined): CallStats {
  const lossIn = share(now.lostIn - (before?.lostIn ?? 0), now.received - (before?.received ?? 0));
  const lossOut = shareOf(now.lostOut - (before?.lostOut ?? 0), now.sent - (before?.sent ?? 0));
  const packetsIn = Math.max(0, now.received - (before?.received ?? 0));
  const packetsOut = Math.max(0, now.sent - (before?.sent ?? 0));
  const { t, rtt, jitter, codec, levelIn, levelOut, candidate } = now;
  return { t, mos: mos(rtt, jitter, lossIn), rtt, jitter, lossIn, lossOut, codec, levelIn, levelOut, candidate, packetsIn, packetsOut };
}

/** Mean opinion score, 1 to 4.5, by the simplified E-model (ITU-T G.107). */
export function mos(rtt: number, jitter: number, loss: number): number {
  const delay = rtt + 2 * jitter + 10;
  const r = Math.max(0, 94.768 - (delay < 160 ? delay / 40 : (delay - 120) / 10) - 2.5 * loss * 100);
  return Math.min(4.5, Math.max(1, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r)));
}

/** Lost packets never arrived, so they are not among those received. */
function share(lost: number, arrived: number): number {
  return shareOf(lost, lost + arrived);
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
