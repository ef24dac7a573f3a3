/** What a page and the gateway say to each other, version 1 (docs/phone-protocol.md). Not here: sockets. */
import type { EndReason, LegStats, Party } from './ringdown.js';

export const PROTOCOL_VERSION = 1;

export type WireState = 'ringing' | 'early-media' | 'active' | 'held' | 'reconnecting' | 'connecting';

/** Who holds: this side, the far end. */
export interface HoldInfo { readonly local: boolean; readonly remote: boolean }

export interface CallInfo {
  readonly call: string;
  readonly sipCallId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: WireState;
  readonly remote: Party;
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly hold?: HoldInfo;
  readonly recording?: boolean;
  readonly here: boolean;
  readonly mine?: boolean;
}

interface SipStatus { readonly code: number; readonly reason: string }

export type FromPage =
  | { type: 'hello'; v: number; token: string; sdk: string; register: boolean; resume?: string }
  | { type: 'token'; token: string }
  | { type: 'register'; on: boolean }
  | { type: 'media.open'; m: string; offer: string }
  | { type: 'media.close'; m: string }
  | { type: 'call'; ref: string; to: string; m: string; headers?: Record<string, string>; context?: Record<string, string>; ringTimeout?: number;
      /** What the offer of `m` will have, where it follows. */ codecs?: readonly string[];
      /** It is only to be seen whether calls work. */ check?: true }
  | { type: 'answer'; call: string; m: string }
  | { type: 'reject'; call: string; busy: boolean }
  | { type: 'hangup'; call: string }
  | { type: 'pull'; call: string; m: string }
  | { type: 'hold'; call: string; on: boolean }
  | { type: 'transfer'; call: string; to: string }
  | { type: 'transfer'; call: string; with: string }
  | { type: 'dtmf'; call: string; digits: string; duration: number; gap: number }
  | { type: 'message'; ref: string; to: string; body: string }
  | { type: 'record'; ref: string; call: string; on: boolean }
  | { type: 'feedback'; ref: string; call: string; score: number; issue?: string }
  | { type: 'info'; ref: string; call: string; contentType: string; body: string }
  | { type: 'stats'; call: string; on: boolean }
  | { type: 'push'; ref: string; endpoint: string; p256dh: string; auth: string; page: string }
  | { type: 'push.off'; ref: string; endpoint: string }
  | { type: 'ping' };

export interface Welcome {
  readonly type: 'welcome';
  readonly v: number;
  readonly user: string;
  readonly page: string;
  readonly resume: string;
  readonly iceServers?: readonly RTCIceServer[];
  readonly calls?: readonly CallInfo[];
}

export interface Ended {
  readonly type: 'ended';
  readonly call: string;
  readonly reason: EndReason;
  readonly by: 'local' | 'remote' | 'system';
  readonly sip?: SipStatus;
  readonly q850?: number;
  readonly durationMs: number;
}

export interface CodecChosen {
  readonly type: 'codec';
  readonly call: string;
  readonly m: string;
  readonly mid: string;
  readonly pt: number;
  readonly name: string;
  readonly clockRate: number;
  /** To say each thing again in the packet after it (RFC 2198): packets get lost. */
  readonly redundant?: boolean;
}

export interface VideoTold {
  readonly type: 'video';
  readonly call: string;
  readonly m: string;
  readonly theirs: boolean;
  readonly on: boolean;
  readonly mid?: string;
  readonly pt?: number;
  readonly reason?: 'not-offered' | 'codec-mismatch';
}

export interface Failure {
  readonly type: 'error';
  readonly code: string;
  readonly message?: string;
  readonly hint?: string;
  readonly retryable?: boolean;
  readonly ref?: string;
  readonly call?: string;
  readonly m?: string;
  readonly sip?: SipStatus;
}

export interface Calling { readonly type: 'calling'; readonly ref: string; readonly call: string; readonly sipCallId: string; readonly remote: Party }

export interface Incoming {
  readonly type: 'incoming';
  readonly call: string;
  readonly sipCallId: string;
  readonly remote: Party;
  readonly to: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly video?: boolean;
}

export interface TransferTold {
  readonly type: 'transfer';
  readonly call: string;
  readonly status: 'trying' | 'ringing' | 'done' | 'failed';
  readonly sip?: number;
}

export interface StatsTold { readonly type: 'stats'; readonly call: string; readonly here: LegStats; readonly there?: LegStats }

/** Messages about one call that the page knows. */
export type OfCall =
  | { readonly type: 'ringing'; readonly call: string; readonly early: boolean }
  | { readonly type: 'answered'; readonly call: string }
  | { readonly type: 'pulled'; readonly call: string }
  | { readonly type: 'dtmf'; readonly call: string; readonly digit: string }
  | { readonly type: 'info'; readonly call: string; readonly contentType: string; readonly body: string }
  | { readonly type: 'recording'; readonly call: string; readonly on: boolean }
  | { readonly type: 'hold'; readonly call: string; readonly local: boolean; readonly remote: boolean }
  | TransferTold
  | CodecChosen
  | VideoTold
  | StatsTold
  | Ended;

export type FromGateway =
  | Welcome
  | Calling
  | Incoming
  | OfCall
  | { readonly type: 'ice-servers'; readonly iceServers: readonly RTCIceServer[] }
  | { readonly type: 'media.answer'; readonly m: string; readonly answer: string }
  | { readonly type: 'call.update'; readonly call: CallInfo }
  | { readonly type: 'done'; readonly ref: string }
  | { readonly type: 'message'; readonly from: string; readonly body: string }
  | { readonly type: 'voicemail'; readonly waiting: boolean; readonly count: number }
  | { readonly type: 'push'; readonly key: string }
  | { readonly type: 'pong' }
  | Failure;

/** The members without which a message cannot be used, and their types. */
const REQUIRED: Readonly<Record<FromGateway['type'], Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object'>>>> = {
  'welcome': { v: 'number', user: 'string', resume: 'string' },
  'calling': { ref: 'string', call: 'string', remote: 'object' },
  'incoming': { call: 'string', remote: 'object' },
  'ringing': { call: 'string' },
  'answered': { call: 'string' },
  'pulled': { call: 'string' },
  'dtmf': { call: 'string', digit: 'string' },
  'info': { call: 'string', contentType: 'string', body: 'string' },
  'recording': { call: 'string', on: 'boolean' },
  'hold': { call: 'string', local: 'boolean', remote: 'boolean' },
  'transfer': { call: 'string', status: 'string' },
  'codec': { call: 'string', name: 'string', clockRate: 'number' },
  'video': { call: 'string', theirs: 'boolean', on: 'boolean' },
  'stats': { call: 'string', here: 'object' },
  'ended': { call: 'string', reason: 'string', by: 'string', durationMs: 'number' },
  'ice-servers': { iceServers: 'object' },
  'media.answer': { m: 'string', answer: 'string' },
  'call.update': { call: 'object' },
  'done': { ref: 'string' },
  'message': { from: 'string', body: 'string' },
  'voicemail': { waiting: 'boolean', count: 'number' },
  'push': { key: 'string' },
  'pong': {},
  'error': { code: 'string' },
};

/** Reads one frame. Undefined: not a message that this version knows; a newer gateway may say more than we understand. */
export function read(frame: unknown): FromGateway | undefined {
  const message = parse(frame);
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  const { type } = message;
  if (typeof type !== 'string' || !Object.hasOwn(REQUIRED, type)) return undefined;
  const members = message as Record<string, unknown>;
  for (const [name, kind] of Object.entries(REQUIRED[type as FromGateway['type']])) {
    if (typeof members[name] !== kind || members[name] === null) return undefined;
  }
  return message as FromGateway;
}

function parse(frame: unknown): unknown {
  if (typeof frame !== 'string') return undefined;
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}

export function write(message: FromPage): string {
  return JSON.stringify(message);
}

/** Close codes of the socket that mean something to the page. */
export const CLOSE = { replaced: 4001, refused: 4003, version: 4004 } as const;
