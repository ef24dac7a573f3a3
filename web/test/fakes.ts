/** A browser made of paper: what the SDK takes from a real one, under the test's hand. Not here: time, which vitest fakes. */
import { vi } from 'vitest';
import { RingdownError } from '../sdk/errors.js';
import type { Platform } from '../sdk/platform.js';
import type { PushBrowser } from '../sdk/push.js';
import type { CallInfo, FromPage } from '../sdk/wire.js';

type Sent = FromPage & Record<string, unknown>;

export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Sent[] = [];
  /** The messages sent in one go, without a task between them. */
  readonly bursts: string[][] = [];
  closed = false;
  #burst: string[] | undefined;

  constructor(readonly url: string) {}

  send(text: string): void {
    const message = JSON.parse(text) as Sent;
    this.sent.push(message);
    if (!this.#burst) {
      this.bursts.push(this.#burst = []);
      queueMicrotask(() => { this.#burst = undefined; });
    }
    this.#burst.push(message.type);
  }

  close(): void {
    this.closed = true;
  }

  // What the gateway and the network do:

  open(): void {
    this.onopen?.();
  }

  receive(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  drop(code = 1006): void {
    this.onclose?.({ code });
  }

  last<T extends FromPage['type']>(type: T): Extract<FromPage, { type: T }> {
    const found = this.sent.findLast((message) => message.type === type);
    if (!found) throw new Error(`no ${type} among ${this.types().join(' ')}`);
    return found as Extract<FromPage, { type: T }>;
  }

  types(): string[] {
    return this.sent.map((message) => message.type);
  }
}

export class FakeTrack {
  constructor(readonly kind = 'audio') {}
  enabled = true;
  stopped = false;
  onended: (() => void) | null = null;
  copies: FakeTrack[] = [];
  /** The device was pulled out. */
  gone = false;

  get readyState(): string {
    return this.stopped || this.gone ? 'ended' : 'live';
  }

  unplug(): void {
    this.gone = true;
    this.onended?.();
  }

  stop(): void {
    this.stopped = true;
  }

  clone(): FakeTrack {
    const copy = new FakeTrack(this.kind);
    this.copies.push(copy);
    return copy;
  }
}

export class FakeStream {
  constructor(readonly tracks: FakeTrack[] = []) {}
  getTracks(): FakeTrack[] { return this.tracks; }
  getAudioTracks(): FakeTrack[] { return this.tracks.filter((track) => track.kind === 'audio'); }
  getVideoTracks(): FakeTrack[] { return this.tracks.filter((track) => track.kind === 'video'); }
  addTrack(track: FakeTrack): void { this.tracks.push(track); }
  removeTrack(track: FakeTrack): void { this.tracks.splice(this.tracks.indexOf(track), 1); }
}

export const PCMA = { mimeType: 'audio/PCMA', clockRate: 8000 };
export const OPUS = { mimeType: 'audio/opus', clockRate: 48000, channels: 2 };

export const VP8 = { mimeType: 'video/VP8', clockRate: 90000, payloadType: 96 };
const RTX = { mimeType: 'video/rtx', clockRate: 90000, payloadType: 97 };
export const H264 = { mimeType: 'video/H264', clockRate: 90000, payloadType: 102 };

interface FakeVideo {
  direction: string;
  stopped: boolean;
  stop(): void;
  track: FakeTrack | null;
  codec: object | undefined;
  sender: {
    replaceTrack(track: FakeTrack | null): Promise<void>;
    getParameters(): object;
    setParameters(parameters: { encodings: { codec?: object }[] }): Promise<void>;
  };
}

export class FakePeer {
  connectionState = 'new';
  signalingState = 'stable';
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack }) => void) | null = null;
  track: FakeTrack | null = null;
  video: FakeVideo | undefined;
  offers = 0;
  offerable = true;
  restarts = 0;
  /** When the latest packet came. */
  heardAt: number | undefined;
  preferences: { mimeType: string }[] | undefined;
  /** Whether this browser can switch a sender's codec by its parameters. */
  switches = true;
  encodings: { codec?: { mimeType: string } }[] = [{}];
  /** What the answer agreed on, in its order. */
  negotiated: { mimeType: string; clockRate: number; sdpFmtpLine?: string }[] = [];
  /** What this browser refuses to be told. */
  unsettable: object[] = [];
  report = new Map<string, object>();
  statistics: (() => Map<string, object>) | undefined;

  constructor(public config: RTCConfiguration) {}

  setConfiguration(config: RTCConfiguration): void {
    this.config = config;
  }

  addTransceiver(kind: string, { direction }: { direction: string }): object {
    if (kind === 'video') return this.video = this.#videoTransceiver(direction);
    return {
      setCodecPreferences: (codecs: { mimeType: string }[]) => { this.preferences = codecs; },
      receiver: { getSynchronizationSources: () => this.heardAt === undefined ? [] : [{ timestamp: this.heardAt }] },
      sender: {
        replaceTrack: (track: FakeTrack | null) => { this.track = track; return Promise.resolve(); },
        getParameters: () => ({ encodings: this.encodings.map((encoding) => ({ ...encoding })), codecs: this.negotiated }),
        setParameters: ({ encodings }: { encodings: { codec: { mimeType: string } }[] }) => {
          const [wanted] = encodings;
          if (wanted?.codec && this.unsettable.includes(wanted.codec)) return Promise.reject(new Error('InvalidModificationError'));
          if (this.switches) this.encodings = encodings;
          return Promise.resolve();
        },
      },
    };
  }

  #videoTransceiver(direction: string): FakeVideo {
    const video: FakeVideo = {
      direction, track: null, codec: undefined, stopped: false,
      stop: () => { video.stopped = true; },
      sender: {
        replaceTrack: (track) => { video.track = track; return Promise.resolve(); },
        getParameters: () => ({ encodings: [{ ...(video.codec && { codec: video.codec }) }], codecs: [VP8, RTX, H264] }),
        setParameters: ({ encodings: [encoding] }) => { video.codec = encoding?.codec; return Promise.resolve(); },
      },
    };
    return video;
  }

  createOffer(): Promise<object> {
    if (!this.offerable) return Promise.reject(new Error('no offer'));
    return Promise.resolve({ type: 'offer', sdp: `offer ${++this.offers}` });
  }

  setLocalDescription(description: { type: string; sdp: string }): Promise<void> {
    this.localDescription = description;
    this.signalingState = 'have-local-offer';
    return Promise.resolve();
  }

  setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    if (description.sdp === 'nonsense') return Promise.reject(new Error('no SDP'));
    this.remoteDescription = description;
    this.signalingState = 'stable';
    return Promise.resolve();
  }

  restartIce(): void {
    this.restarts++;
  }

  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(this.statistics?.() ?? this.report);
  }

  close(): void {
    this.connectionState = 'closed';
    this.signalingState = 'closed';
  }

  become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

export class FakeElement {
  srcObject: unknown = null;
  autoplay = false;
  loop = false;
  playing = false;
  blocked = false;
  muted = false;
  sink = '';
  /** Where there is no such device. */
  unpluggedSinks: string[] = [];
  /** Not in Safari. */
  setSinkId?: ((id: string) => Promise<void>) | undefined = (id) => {
    if (this.unpluggedSinks.includes(id)) return Promise.reject(Object.assign(new Error('gone'), { name: 'NotFoundError' }));
    this.sink = id;
    return Promise.resolve();
  };

  get paused(): boolean {
    return !this.playing;
  }

  play(): Promise<void> {
    if (this.blocked) return Promise.reject(Object.assign(new Error('blocked'), { name: 'NotAllowedError' }));
    this.playing = true;
    return Promise.resolve();
  }

  pause(): void {
    this.playing = false;
  }
}

/** Web Audio: what is measured is said by the test. */
export class FakeContext {
  state = 'suspended';
  readonly sampleRate = 8000;
  readonly destination = 'speakers';
  /** Whether this browser lets sound begin. */
  wakes = true;
  loudness = 0;
  readonly measured: FakeStream[] = [];
  /** Where each source went. */
  readonly connected: unknown[] = [];

  resume(): Promise<void> {
    if (this.wakes) this.state = 'running';
    return Promise.resolve();
  }

  suspend(): Promise<void> { this.state = 'suspended'; return Promise.resolve(); }
  close(): Promise<void> { return Promise.resolve(); }

  createMediaStreamSource(stream: FakeStream): object {
    this.measured.push(stream);
    return { connect: () => undefined, disconnect: () => { this.measured.splice(this.measured.indexOf(stream), 1); } };
  }

  createAnalyser(): object {
    return { fftSize: 0, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(this.loudness) };
  }

  createBuffer(): object { return { copyToChannel: () => undefined }; }
  createMediaStreamDestination(): object { return { stream: new FakeStream() }; }

  createBufferSource(): object {
    return { connect: (to: unknown) => this.connected.push(to), disconnect: () => undefined, start: () => undefined, stop: () => undefined };
  }
}

/** What a browser tells of a device. */
export function device(kind: MediaDeviceKind, deviceId: string, label = deviceId, groupId = ''): MediaDeviceInfo {
  return { kind, deviceId, label, groupId, toJSON: () => ({}) };
}

class FakeStorage {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null { return this.items.get(key) ?? null; }
  setItem(key: string, value: string): void { this.items.set(key, value); }
  removeItem(key: string): void { this.items.delete(key); }
}

/** The Web Locks of one browser, shared by its tabs. */
export class FakeLocks {
  readonly #held = new Map<string, Promise<unknown>>();
  readonly #freed = new Map<string, () => void>();

  async request(name: string, options: { signal?: AbortSignal } | (() => unknown), callback?: () => unknown): Promise<unknown> {
    const run = typeof options === 'function' ? options : callback;
    const signal = typeof options === 'function' ? undefined : options.signal;
    const held = this.#held.get(name);
    if (held) {
      await Promise.race([held, new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('AbortError')));
      })]);
    }
    const gone = new Promise<void>((resolve) => { this.#freed.set(name, resolve); });
    const holding = Promise.race([Promise.resolve(run?.()), gone]);
    this.#held.set(name, holding);
    return holding.finally(() => { this.#held.delete(name); });
  }

  /** A page dies without a word. */
  freeAll(): void {
    this.#freed.forEach((free) => free());
    this.#freed.clear();
  }
}

export class FakeBrowser implements Platform {
  readonly sockets: FakeSocket[] = [];
  readonly peers: FakePeer[] = [];
  readonly elements: FakeElement[] = [];
  readonly microphones: FakeTrack[] = [];
  readonly cameras: FakeTrack[] = [];
  noCamera: RingdownError | undefined;
  readonly #listeners = new Map<string, Set<(event: Event) => void>>();
  supported = true;
  push: PushBrowser | undefined;
  statistics: (() => Map<string, object>) | undefined;
  userAgent = 'Paper/1.0';
  visible = true;
  sure = false;
  microphoneWasSure = false;
  blocked = false;
  switches = true;
  offerable = true;
  /** What the next request for the microphone comes to. */
  ask: () => Promise<void> = () => Promise.resolve();
  refusal: RingdownError | undefined;
  readonly now = (): number => Date.now();
  readonly random = (): number => 0.5;
  readonly store: FakeStorage;
  readonly storage: Storage;
  readonly locks: LockManager;

  constructor(shared: { items?: Map<string, string>; locks?: FakeLocks } = {}) {
    this.store = new FakeStorage();
    shared.items?.forEach((value, key) => this.store.setItem(key, value));
    this.storage = this.store as unknown as Storage;
    this.locks = (shared.locks ?? new FakeLocks()) as unknown as LockManager;
  }

  get socketNow(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  get peerNow(): FakePeer {
    return this.peers.at(-1) as FakePeer;
  }

  socket(url: string): WebSocket {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  }

  peerConnection(config: RTCConfiguration): RTCPeerConnection {
    const peer = new FakePeer(config);
    peer.switches = this.switches;
    peer.offerable = this.offerable;
    peer.statistics = () => this.statistics?.() ?? peer.report;
    this.peers.push(peer);
    return peer as unknown as RTCPeerConnection;
  }

  readonly codecs: RTCRtpCodec[] = [OPUS, PCMA];

  audioCodecs(): RTCRtpCodec[] {
    return this.codecs;
  }

  videoCodecs(): RTCRtpCodec[] {
    return [VP8, RTX, H264];
  }

  async camera(constraints: MediaTrackConstraints | true): Promise<MediaStream> {
    await this.ask();
    if (this.noCamera) throw this.noCamera;
    if (!this.#has('videoinput', constraints)) throw new RingdownError('camera-not-found');
    const track = new FakeTrack('video');
    this.cameras.push(track);
    return new FakeStream([track]) as unknown as MediaStream;
  }

  emptyStream(): MediaStream {
    return new FakeStream() as unknown as MediaStream;
  }

  audioElement(): HTMLAudioElement {
    const element = new FakeElement();
    element.blocked = this.blocked;
    this.elements.push(element);
    return element as unknown as HTMLAudioElement;
  }

  /** What is plugged in. */
  plugged: MediaDeviceInfo[] = [];
  choosesSpeaker = true;
  /** What was asked of the microphone, in order. */
  readonly asked: (MediaTrackConstraints | true)[] = [];
  readonly shown: FakeTrack[] = [];
  context: FakeContext | undefined;

  audioContext(): AudioContext | undefined {
    return this.context as unknown as AudioContext | undefined;
  }

  devices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve(this.plugged);
  }

  /** The user plugs things in and out. */
  async plug(...devices: MediaDeviceInfo[]): Promise<void> {
    this.plugged = devices;
    this.fire('devicechange');
    await settle();
  }

  screen(): Promise<MediaStream> {
    const track = new FakeTrack('video');
    this.shown.push(track);
    return Promise.resolve(new FakeStream([track]) as unknown as MediaStream);
  }

  async microphone(constraints: MediaTrackConstraints | true): Promise<MediaStream> {
    this.asked.push(constraints);
    await this.ask();
    if (this.refusal) throw this.refusal;
    if (!this.#has('audioinput', constraints)) throw new RingdownError('mic-not-found');
    const track = new FakeTrack();
    this.microphones.push(track);
    return new FakeStream([track]) as unknown as MediaStream;
  }

  /** Whether the device is there that is asked for by its id. */
  #has(kind: string, constraints: MediaTrackConstraints | true): boolean {
    const id = constraints === true ? undefined : constraints.deviceId as { exact: string } | undefined;
    return id === undefined || this.plugged.some((device) => device.kind === kind && device.deviceId === id.exact);
  }

  microphoneIsSure(): Promise<boolean> {
    this.microphoneWasSure = this.sure;
    return Promise.resolve(this.sure);
  }

  on(event: string, listener: (event: Event) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  fire(event: string, members: object = {}): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(members as Event);
  }
}

/** Lets everything that waits for nothing but promises run. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

export function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part(claims)}.signature`;
}

export function welcome(members: object = {}): object {
  return { type: 'welcome', v: 1, user: 'alice', page: 'p_1', resume: 'r_1', iceServers: [], calls: [], ...members };
}

export const BOB = { uri: 'sip:bob@127.0.0.1', name: 'Bob' };

export function info(members: Partial<CallInfo> = {}): CallInfo {
  return {
    call: 'c_1', sipCallId: 'sip-1', direction: 'outbound', state: 'active', remote: BOB, startedAt: 1, answeredAt: 2, here: false, mine: false, ...members };
}
