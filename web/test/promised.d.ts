/* What pages were promised of the SDK before it was there, word by word. It has grown since; whatever is here and not there is a promise not kept. */
export type TokenProvider = string | (() => string | Promise<string>);   // re-invoked before expiry and on 401
export type EndReason = 'hangup'|'busy'|'declined'|'no-answer'|'canceled'|'answered-elsewhere'|'not-found'|'unavailable'
  |'forbidden'|'codec-mismatch'|'media-timeout'|'network-lost'|'transferred'|'limit-reached'|'error';
export type ErrorCode = 'mic-denied'|'mic-not-found'|'mic-in-use'|'insecure-context'|'permissions-policy'|'unsupported-browser'
  |'token-invalid'|'token-expired'|'origin-not-allowed'|'destination-not-allowed'|'rate-limited'|'over-capacity'
  |'signaling-lost'|'ice-failed'|'playback-blocked'|'sip-failure'|'bad-state'|'bad-number'
  |'answered-elsewhere'|'codec-mismatch'|'bad-message'|'unsupported-version';
export type WarningName = 'high-rtt'|'high-jitter'|'high-packet-loss'|'low-mos'|'low-bytes-received'|'low-bytes-sent'
  |'constant-audio-input-level'|'constant-audio-output-level'|'ice-connectivity-lost'|'mic-silent'|'talking-while-muted';
export type CallState = 'connecting'|'ringing'|'early-media'|'active'|'held'|'reconnecting'|'ended';
export type Unsubscribe = () => void;
export declare class RingdownError extends Error {
  readonly code: ErrorCode; readonly retryable: boolean; readonly callId?: string; readonly cause?: unknown;
  readonly sip?: { code: number; reason: string; warning?: string }; readonly hint: string; readonly docs: string; }
interface Emitter<M> {
  on<K extends keyof M>(ev: K, fn: (p: M[K]) => void, o?: { signal?: AbortSignal }): Unsubscribe;
  once<K extends keyof M>(ev: K): Promise<M[K]>; off<K extends keyof M>(ev: K, fn: (p: M[K]) => void): void; }
export interface PhoneOptions {
  token: TokenProvider; url?: string; register?: boolean; locale?: string;
  audio?: MediaTrackConstraints; video?: boolean | MediaTrackConstraints; iceTransportPolicy?: RTCIceTransportPolicy;
  sounds?: Partial<Record<'ringtone'|'ringback'|'busy'|'dtmf'|'waiting', string | false>>; logger?: (r: LogRecord) => void; }
export interface LogRecord { t: number; level: 'debug'|'info'|'warn'|'error'; msg: string; callId?: string; data?: unknown }
export interface DialOptions { video?: boolean; headers?: Record<string, string>; context?: Record<string, string>;
  ringTimeout?: number; stream?: MediaStream; signal?: AbortSignal; audioElement?: HTMLMediaElement }
export interface PhoneEvents { state: Phone['state']; incoming: Call; call: Call; message: { from: string; body: string };
  error: RingdownError; devices: MediaDeviceInfo[]; voicemail: { waiting: boolean; count: number }; destroyed: void }
export declare class Phone implements Emitter<PhoneEvents> {
  constructor(o: PhoneOptions);
  static readonly version: string; static isSupported(): boolean;
  static preflight(o: PhoneOptions & { onProgress?: (c: Check) => void; signal?: AbortSignal }): Promise<PreflightReport>;
  readonly state: 'offline'|'connecting'|'online'|'registered'|'reconnecting'; readonly identity: string | null;
  readonly calls: readonly Call[]; readonly audio: AudioManager; dnd: boolean;
  connect(): Promise<void>; register(): Promise<void>; unregister(): Promise<void>; destroy(): Promise<void>;
  call(to: string, o?: DialOptions): Promise<Call>;                       // '+44…', '100', 'sip:bob@x', 'tel:…', or a named target
  prepare(): Promise<void>;                                               // warm a connection on intent; no microphone prompt
  message(to: string, body: string): Promise<void>; conference(...calls: Call[]): Promise<void>; enablePush(sw?: ServiceWorkerRegistration): Promise<void>;
  on: Emitter<PhoneEvents>['on']; once: Emitter<PhoneEvents>['once']; off: Emitter<PhoneEvents>['off']; }
export interface CallEvents { state: CallState; ringing: { earlyMedia: boolean }; answered: void; track: RTCTrackEvent;
  hold: { local: boolean; remote: boolean }; mute: { audio: boolean; video: boolean }; dtmf: { digit: string; from: 'local'|'remote' };
  remote: Party; transfer: { status: 'trying'|'ringing'|'done'|'failed'; sip?: number }; recording: boolean;
  stats: CallStats; warning: Warning; 'warning-cleared': Warning; reconnecting: RingdownError; reconnected: void;
  info: { type: string; body: string }; ended: CallEnd; error: RingdownError }
export declare class Call implements Emitter<CallEvents> {
  readonly id: string; readonly sipCallId: string; readonly direction: 'inbound'|'outbound'; readonly state: CallState; readonly remote: Party;
  readonly startedAt: Date; readonly answeredAt?: Date; readonly codec?: string; readonly headers: Readonly<Record<string, string>>;
  readonly muted: boolean; readonly held: boolean; readonly localStream?: MediaStream; readonly remoteStream?: MediaStream;
  answer(o?: DialOptions): Promise<void>; reject(o?: { busy?: boolean }): void; ignore(): void; hangup(): Promise<void>;
  mute(on?: boolean): void; unmute(): void; hold(): Promise<void>; unhold(): Promise<void>;
  sendDTMF(digits: string, o?: { duration?: number; gap?: number }): Promise<void>;  // 0-9*#A-D, 'w' = 0.5 s, ',' = 2 s
  transfer(to: string | Call): Promise<void>;                              // string = blind, Call = attended (Replaces)
  startVideo(): Promise<void>; stopVideo(): Promise<void>; shareScreen(): Promise<void>; record(on: boolean): Promise<void>;
  sendInfo(type: string, body: string): Promise<void>; getStats(): Promise<CallStats>; feedback(score: 1|2|3|4|5, issue?: string): Promise<void>;
  attach(el: HTMLMediaElement): Unsubscribe;
  // The call belongs to the gateway. After a reload, connect() gives phone.calls again, each resumed here (event 'call', then 'reconnected');
  // a call of the same user that speaks in another tab or device is listed too, with here === false; pull() brings it here.
  readonly here: boolean; pull(): Promise<void>;
  on: Emitter<CallEvents>['on']; once: Emitter<CallEvents>['once']; off: Emitter<CallEvents>['off']; }
export interface AudioManager { inputs(): Promise<MediaDeviceInfo[]>; outputs(): Promise<MediaDeviceInfo[]>; setInput(id: string): Promise<void>;
  setOutput(id: string, role?: 'speaker'|'ringtone'): Promise<void>; level(fn: (rms: number) => void): Unsubscribe; test(kind: 'mic'|'speaker'): Promise<boolean>;
  unlock(): Promise<void>; addProcessor(p: (s: MediaStream) => Promise<MediaStream>, remote?: boolean): Promise<Unsubscribe> }
export interface Party { uri: string; number?: string; name?: string; verified?: boolean }
export interface Warning { name: WarningName; value?: number; threshold?: number; message: string }
export interface CallStats { t: number; mos: number; rtt: number; jitter: number; lossIn: number; lossOut: number; codec: string; levelIn: number; levelOut: number; candidate: 'host'|'srflx'|'prflx'|'relay' }
export interface CallEnd { reason: EndReason; by: 'local'|'remote'|'system'; sip?: { code: number; reason: string }; q850?: number; durationMs: number; stats?: CallStats }
export interface Check { name: 'browser'|'microphone'|'speaker'|'websocket'|'ice-udp'|'turn-udp'|'turn-tls'|'media-echo'; status: 'running'|'ok'|'warn'|'failed'|'skipped'; hint?: string }
export interface PreflightReport { verdict: 'ready'|'degraded'|'blocked'; checks: Check[]; mos?: number; rtt?: number; turnRequired?: boolean }
