/** The states of a call as one page sees them: state and what happened in, next state out. Nothing else. */
import type { CallState } from './ringdown.js';
import type { WireState } from './wire.js';

export type Happening =
  | { readonly type: 'ringing' }
  | { readonly type: 'early-media' }
  | { readonly type: 'answering' }
  | { readonly type: 'answer-failed' }
  | { readonly type: 'answered' }
  | { readonly type: 'media-lost' }
  | { readonly type: 'media-back' }
  | { readonly type: 'held' }
  | { readonly type: 'unheld' }
  | { readonly type: 'ended' }
  | { readonly type: 'seen'; readonly state: WireState };   // the gateway's own view, while another page holds the call

type Row = Partial<Record<Exclude<Happening['type'], 'seen'>, CallState>>;

/** What is not in the table changes nothing. */
const TABLE: Readonly<Record<CallState, Row>> = {
  'connecting': { 'ringing': 'ringing', 'early-media': 'early-media', 'answer-failed': 'ringing', 'answered': 'active', 'ended': 'ended' },
  'ringing': { 'early-media': 'early-media', 'answering': 'connecting', 'answered': 'active', 'ended': 'ended' },
  'early-media': { 'answering': 'connecting', 'answered': 'active', 'ended': 'ended' },   // a later 180 silences nothing
  'active': { 'held': 'held', 'media-lost': 'reconnecting', 'ended': 'ended' },
  'held': { 'unheld': 'active', 'media-lost': 'reconnecting', 'ended': 'ended' },
  'reconnecting': { 'media-back': 'active', 'ended': 'ended' },
  'ended': {},
};

export function next(state: CallState, happening: Happening): CallState {
  if (happening.type === 'seen') return state === 'ended' ? state : happening.state;
  return TABLE[state][happening.type] ?? state;
}

export interface Circumstances {
  readonly state: CallState;
  readonly direction: 'inbound' | 'outbound';
  readonly here: boolean;
  /** Whether the user has been called to answer, and has not asked for silence. */
  readonly rings: boolean;
  /** Whether another call speaks here. */
  readonly busy: boolean;
}

/** What the phone itself sounds for a call; a ringback only where the far end's own sound is not heard. */
export function tone({ state, direction, here, rings, busy }: Circumstances): 'ringtone' | 'ringback' | 'waiting' | undefined {
  if (state !== 'ringing') return undefined;
  if (direction === 'outbound') return here ? 'ringback' : undefined;
  if (!rings) return undefined;
  return busy ? 'waiting' : 'ringtone';
}
