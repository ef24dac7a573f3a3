/*
 * The public face of the browser SDK: what `ringdown.js`, `ringdown-client.js` and `ringdown.global.js` export.
 * Units: milliseconds for times, jitter and rtt; fractions 0..1 for loss and levels; MOS 1..4.5.
 *
 * call() resolves when the gateway has accepted the attempt (state 'connecting'); it rejects only before that (microphone,
 * token, policy, bad number). Every later outcome is the one event 'ended'. Remote sound plays by itself unless audioElement
 * or attach() is used. 'registered' = this page takes incoming calls; every tab has its own socket, and all tabs of a user ring.
 *
 * The call belongs to the gateway. After a reload, connect() gives phone.calls again, each resumed here (event 'call', then
 * 'reconnected'); a call of the same user that speaks in another tab or device is listed too, with here === false; pull()
 * brings it here.
 *
 * A name here may be joined by others; it changes only with a reason in the changelog.
 */

/** A token, or what fetches one: invoked again before a token expires, and once when the gateway refuses one. */
export type TokenProvider = string | (() => string | Promise<string>);
export type EndReason = 'hangup' | 'busy' | 'declined' | 'no-answer' | 'canceled' | 'answered-elsewhere' | 'not-found' | 'unavailable'
  | 'forbidden' | 'codec-mismatch' | 'media-timeout' | 'network-lost' | 'transferred' | 'limit-reached' | 'error';
export type ErrorCode = 'mic-denied' | 'mic-not-found' | 'mic-in-use' | 'camera-denied' | 'camera-not-found' | 'camera-in-use' | 'screen-denied' | 'speaker-not-found' | 'insecure-context' | 'permissions-policy' | 'unsupported-browser'
  | 'token-invalid' | 'token-expired' | 'origin-not-allowed' | 'destination-not-allowed' | 'rate-limited' | 'over-capacity'
  | 'signaling-lost' | 'ice-failed' | 'playback-blocked' | 'sip-failure' | 'bad-state' | 'bad-number'
  | 'answered-elsewhere' | 'codec-mismatch' | 'bad-message' | 'unsupported-version';
export type CallState = 'connecting' | 'ringing' | 'early-media' | 'active' | 'held' | 'reconnecting' | 'ended';
export type PhoneState = 'offline' | 'connecting' | 'online' | 'registered' | 'reconnecting';
export type Unsubscribe = () => void;

/** What went wrong: `code` is for programs, `message` says what happened, `hint` what to do about it. */
export declare class RingdownError extends Error {
  readonly code: ErrorCode;
  /** Whether the same attempt may succeed later without anything being changed. */
  readonly retryable: boolean;
  readonly callId?: string;
  readonly cause?: unknown;
  readonly sip?: { code: number; reason: string; warning?: string };
  readonly hint: string;
  /** Where the documentation describes this code. */
  readonly docs: string;
}

export interface Emitter<M> {
  on<K extends keyof M>(event: K, listener: (payload: M[K]) => void, options?: { signal?: AbortSignal }): Unsubscribe;
  once<K extends keyof M>(event: K): Promise<M[K]>;
  off<K extends keyof M>(event: K, listener: (payload: M[K]) => void): void;
}

export type SoundName = 'ringtone' | 'ringback' | 'busy' | 'dtmf' | 'waiting';

export interface PhoneOptions {
  token: TokenProvider;
  /** The gateway; default: the origin this script was loaded from. */
  url?: string;
  /** Whether this page takes incoming calls; default true. */
  register?: boolean;
  /** The language of errors and warnings, for all phones of the page: 'de', 'de-AT'. Default, and where it is not spoken: English. */
  locale?: string;
  audio?: MediaTrackConstraints;
  /** What to ask of the camera, where a call has video. */
  video?: boolean | MediaTrackConstraints;
  iceTransportPolicy?: RTCIceTransportPolicy;
  /** The URL of a sound, or false for silence; what is not named is synthesized. */
  sounds?: Partial<Record<SoundName, string | false>>;
  logger?: (record: LogRecord) => void;
}

export interface PreflightOptions extends PhoneOptions {
  onProgress?: (check: Check) => void;
  signal?: AbortSignal;
  /** A number that echoes; default 600. */
  echo?: string;
}

export type CheckName = 'browser' | 'microphone' | 'speaker' | 'websocket' | 'ice-udp' | 'ice-tcp' | 'turn-udp' | 'turn-tls' | 'media-echo';

/** `message`: what was found; `hint`: what to do about it. */
export interface Check {
  name: CheckName; status: 'running' | 'ok' | 'warn' | 'failed' | 'skipped'; code?: ErrorCode; message?: string; hint?: string;
}

/** A plain object, to be shown, sent or filed as JSON: it has no token, no address and no name of a device. */
export interface PreflightReport {
  verdict: 'ready' | 'degraded' | 'blocked';
  checks: Check[];
  /** For people: the verdict, then each trouble and what to do about it. */
  sentences: string[];
  /** How the echo sounded, both ways taken together. */
  mos?: number; rtt?: number; jitter?: number; loss?: number; codec?: string;
  /** Whether only a relay gets through; absent where that is not known. */
  turnRequired?: boolean;
  /** When (ISO 8601), where to, and by what. */
  at: string; gateway: string; sdk: string; browser: string;
}

export interface LogRecord { t: number; level: 'debug' | 'info' | 'warn' | 'error'; msg: string; callId?: string; data?: unknown }

export interface DialOptions {
  /** Sees and is seen, where the other side wants that too; else the call has sound alone, and `video` says why. */
  video?: boolean;
  headers?: Record<string, string>;
  context?: Record<string, string>;
  ringTimeout?: number;
  /** What to send instead of the microphone, and of the camera where it has a picture; it is never stopped by the SDK. */
  stream?: MediaStream;
  /** Gives the attempt up, or hangs up what came of it. */
  signal?: AbortSignal;
  audioElement?: HTMLMediaElement;
}

export interface PhoneEvents {
  state: PhoneState;
  /** A call rings here. */
  incoming: Call;
  /** A call has appeared in `calls`, whichever way. */
  call: Call;
  /** Text from a person; `from` may be written back to. Show it as text, never as HTML. */
  message: { from: string; body: string };
  /** What waits in the mailbox of the user's line; `count` is 0 where only is known that something does. */
  voicemail: { waiting: boolean; count: number };
  /** Trouble that no call and no promise tells of: a device that is gone and what is used instead, the end of the connection. */
  error: RingdownError;
  /** What is plugged in has changed, or its names have become known. */
  devices: MediaDeviceInfo[];
  destroyed: void;
}

export declare class Phone implements Emitter<PhoneEvents> {
  constructor(options: PhoneOptions);
  static readonly version: string;
  static isSupported(): boolean;
  /**
   * Looks beforehand at all that a call needs: browser, microphone, loudspeaker, gateway and token, each way by which sound may reach the gateway, and how an echo
   * sounds. Some twenty seconds; asks for the microphone, so begin it by a click. It is never refused for what it finds; that is what the report says.
   */
  static preflight(options: PreflightOptions): Promise<PreflightReport>;
  readonly state: PhoneState;
  readonly identity: string | null;
  readonly calls: readonly Call[];
  readonly audio: AudioManager;
  /** Do not disturb: calls that come are refused as busy, for all of the user's phones and pages. */
  dnd: boolean;
  connect(): Promise<void>;
  register(): Promise<void>;
  unregister(): Promise<void>;
  /** Hangs up the calls that speak here and leaves for good. */
  destroy(): Promise<void>;
  /** Calls '+44…', '100', 'sip:bob@x', 'tel:…', or a named target. */
  call(to: string, options?: DialOptions): Promise<Call>;
  /** Sends text to whoever a call to this address would reach; resolves when one of their phones or pages has it. */
  message(to: string, body: string): Promise<void>;
  /**
   * Makes one conversation of several calls: this page gets one call with all their far ends, and those calls end as 'transferred'. Resolves when those
   * who could come are there; where nobody can, it is refused and the calls are as they were.
   */
  conference(...calls: Call[]): Promise<void>;
  /**
   * Has this browser woken when a call rings and the page is closed. Asks the user whether notifications are allowed, so call it on a click.
   * @param sw a service worker of the page's own that imports `ringdown-worker.js`; without it `/ringdown-worker.js` of the page's origin is registered
   */
  enablePush(sw?: ServiceWorkerRegistration): Promise<void>;
  /** No longer. */
  disablePush(sw?: ServiceWorkerRegistration): Promise<void>;
  /** Warms a connection on intent, for a minute; no microphone prompt. */
  prepare(): Promise<void>;
  on: Emitter<PhoneEvents>['on'];
  once: Emitter<PhoneEvents>['once'];
  off: Emitter<PhoneEvents>['off'];
}

/**
 * Microphone, loudspeakers and camera. What is chosen is used from then on, calls that talk included; while it is unplugged the system's own is,
 * and the phone's event 'error' says so. The id '' is the system's own.
 */
export interface AudioManager {
  /** Before the user has allowed the microphone, browsers tell neither names nor ids. */
  inputs(): Promise<MediaDeviceInfo[]>;
  /** Empty in Safari, where only the system chooses. */
  outputs(): Promise<MediaDeviceInfo[]>;
  cameras(): Promise<MediaDeviceInfo[]>;
  /** Refused, and the choice is as it was, where there is no such device or it cannot be opened. */
  setInput(id: string): Promise<void>;
  /** Where calls are heard, or where the phone rings. Refused with 'unsupported-browser' in Safari. */
  setOutput(id: string, role?: 'speaker' | 'ringtone'): Promise<void>;
  setCamera(id: string): Promise<void>;
  /** How loud the microphone is, 0 to 1, twenty times a second; open until it is undone. */
  level(listener: (rms: number) => void): Unsubscribe;
  /** mic: whether anything was said within 5 s. speaker: plays a tone; whether it could be played, for whether it was heard only the user knows. */
  test(kind: 'mic' | 'speaker'): Promise<boolean>;
  /** Plays what the browser has held back; call it in a click ("tap to hear"). */
  unlock(): Promise<void>;
  /** Sends what this makes of the microphone, or plays what it makes of the far ends (`remote`); calls that talk included. */
  addProcessor(processor: (stream: MediaStream) => Promise<MediaStream>, remote?: boolean): Promise<Unsubscribe>;
}

export interface CallEvents {
  state: CallState;
  ringing: { earlyMedia: boolean };
  answered: void;
  track: RTCTrackEvent;
  /** Who holds: this side, the far end. */
  hold: { local: boolean; remote: boolean };
  mute: { audio: boolean; video: boolean };
  /** The two sides see each other, or not any more; or the other side would like to (`theirs`). Told, too, when the own camera is on. */
  video: VideoState;
  dtmf: { digit: string; from: 'local' | 'remote' };
  remote: Party;
  /** How far a transfer has come; after 'failed' the call is back. */
  transfer: { status: 'trying' | 'ringing' | 'done' | 'failed'; sip?: number };
  /** The call is recorded from now on, or no longer, whoever wished it. */
  recording: boolean;
  /** Something that the far end says to the page (SIP INFO). */
  info: { type: string; body: string };
  /** How the call sounds, once a second while it talks on this page. */
  stats: CallStats;
  /** It has become bad: three of the last five seconds were, or nobody hears anybody. */
  warning: Warning;
  /** It is good again. */
  'warning-cleared': Warning;
  reconnecting: RingdownError;
  reconnected: void;
  /** The call came to this page, or went to another one. */
  here: boolean;
  ended: CallEnd;
  error: RingdownError;
}

export declare class Call implements Emitter<CallEvents> {
  readonly id: string;
  readonly sipCallId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: CallState;
  readonly remote: Party;
  readonly startedAt: Date;
  readonly answeredAt: Date | undefined;
  readonly codec: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly muted: boolean;
  /** Whether this side holds the far end; the state is 'held' while either side holds. */
  readonly held: boolean;
  readonly localStream: MediaStream | undefined;
  readonly remoteStream: MediaStream | undefined;
  /** Whether it is recorded. */
  readonly recorded: boolean;
  /** What the camera sees, for a preview. */
  readonly localVideo: MediaStream | undefined;
  readonly video: VideoState;
  /** Whether the caller of a call that rings here wants to see and be seen. */
  readonly offersVideo: boolean;
  /** Whether this page is the call's microphone and loudspeaker. */
  readonly here: boolean;
  answer(options?: DialOptions): Promise<void>;
  reject(options?: { busy?: boolean }): void;
  /** Stops ringing on this page; the call goes on ringing elsewhere. */
  ignore(): void;
  hangup(): Promise<void>;
  mute(on?: boolean): void;
  unmute(): void;
  /** The far end hears music, and this page nothing; resolves when it is so. */
  hold(): Promise<void>;
  unhold(): Promise<void>;
  /** Gives the far end to a number (string), or to the far end of another call; resolves when they talk, and is refused when the call is back. */
  transfer(to: string | Call): Promise<void>;
  /** 0-9 * # A-D; 'w' waits 0.5 s, ',' waits 2 s. Resolves when the last key has been sounded. */
  sendDTMF(digits: string, options?: { duration?: number; gap?: number }): Promise<void>;
  /** Shows the camera within a call; resolves when the gateway knows. Whether the other side wants it, `video` tells. */
  startVideo(): Promise<void>;
  /** Shows a screen, a window or a tab instead of the camera, until the user ends it, `stopVideo()` or `startVideo()`. To be called in a click. */
  shareScreen(): Promise<void>;
  stopVideo(): Promise<void>;
  /** Says something to the far end's program (SIP INFO); resolves when it is on its way. */
  sendInfo(type: string, body: string): Promise<void>;
  /** Has the call recorded, or no longer, where its route lets you; everybody in it is told. */
  record(on: boolean): Promise<void>;
  /** Brings the call to this page from another tab or device of the same user. */
  pull(): Promise<void>;
  getStats(): Promise<CallStats>;
  /**
   * Says how the call was, 1 (bad) to 5 (excellent), and what was wrong, in at most 300 characters ('echo', 'one-way', or the user's own words). Once for each
   * call, also after its end; whoever runs the gateway reads it.
   */
  feedback(score: 1 | 2 | 3 | 4 | 5, issue?: string): Promise<void>;
  /** Plays the far end through this element; undone by what is returned. */
  attach(element: HTMLMediaElement): Unsubscribe;
  on: Emitter<CallEvents>['on'];
  once: Emitter<CallEvents>['once'];
  off: Emitter<CallEvents>['off'];
}

/** `reason`: why a page that wants to be seen is not: the other side takes no pictures, or none that this browser can make. */
export interface VideoState { readonly on: boolean; readonly theirs: boolean; readonly reason?: 'not-offered' | 'codec-mismatch' }

export interface Party { uri: string; number?: string; name?: string; verified?: boolean }

/** How a call sounds, over the time since the last reading. In: what this page hears; out: what it says. */
export interface CallStats {
  t: number; mos: number; rtt: number; jitter: number; lossIn: number; lossOut: number; codec: string;
  levelIn: number; levelOut: number; candidate: 'host' | 'srflx' | 'prflx' | 'relay';
  /** Packets of sound since the last reading. */
  packetsIn: number; packetsOut: number;
  /** What the gateway measures at its end of both legs; of 'stats' events, from the second or third one on. */
  gateway?: GatewayStats;
}

/** `here`: between this page and the gateway; `there`: between the gateway and the far end, absent where it has no network (a room, an announcement). */
export interface GatewayStats { readonly here: LegStats; readonly there?: LegStats }

/**
 * One leg as the gateway hears it. Packets are counted since the leg began; `loss` (0 to 1) and `mos` (ITU-T G.107) are of the last five seconds, and absent
 * where nothing came. `far…` is what that end reports of what it was sent; times are milliseconds.
 */
export interface LegStats {
  readonly received: number; readonly sent: number; readonly lost: number;
  readonly loss?: number; readonly mos?: number; readonly jitter?: number;
  readonly farLost?: number; readonly farJitter?: number; readonly rtt?: number;
  readonly codec?: string; readonly path: 'udp' | 'tcp';
  /** It was spoken to, and has never said anything. */
  readonly oneWay?: true;
}

export type WarningName = 'high-rtt' | 'high-jitter' | 'high-packet-loss' | 'low-mos' | 'low-bytes-received' | 'low-bytes-sent'
  | 'constant-audio-input-level' | 'constant-audio-output-level' | 'ice-connectivity-lost' | 'mic-silent' | 'talking-while-muted';

export interface Warning { name: WarningName; value?: number; threshold?: number; message: string }

export interface CallEnd {
  reason: EndReason;
  by: 'local' | 'remote' | 'system';
  sip?: { code: number; reason: string };
  q850?: number;
  durationMs: number;
  stats?: CallStats;
}
