import { findCodec, inOrder, isRedundancy, REDUNDANCY } from './codec.js';
import { Deferred, sleep } from './deferred.js';
import { RingdownError } from './errors.js';
import type { Platform } from './platform.js';
import type { CodecChosen, FromPage } from './wire.js';

/** With the member that chooses a sender's codec, which the DOM types do not have yet. */
type CodecEncoding = RTCRtpEncodingParameters & { codec?: RTCRtpCodec };

/** Browsers give what was negotiated its payload type. */
type TypedCodec = RTCRtpCodecParameters & { payloadType: number };

const LOOK_AGAIN = 30;

/** What the owner of a connection is told. */
export interface MediaListener {
  /** Packets can flow, for the first time or again. */
  connected(): void;
  /** No packets for some seconds; may come back by itself. */
  disconnected(): void;
  failed(): void;
  track(event: RTCTrackEvent): void;
}

/**
 * One PeerConnection to the gateway: the sound of one call, or a warm spare for the next.
 *
 * The page makes every offer and never waits for candidates: the gateway has one fixed address, finds the page's by its checks,
 * and is found by its answer. What changes the connection runs one after the other.
 */
export class Media {
  /** The connection's name in the protocol. */
  readonly m: string;
  readonly pc: RTCPeerConnection;
  readonly remote: MediaStream;
  listener: MediaListener | undefined;
  readonly #sender: RTCRtpSender;
  readonly #transceiver: RTCRtpTransceiver;
  #video: RTCRtpTransceiver | undefined;
  #videoTrack: MediaStreamTrack | null = null;
  readonly #config: () => RTCConfiguration;
  readonly #platform: Platform;
  readonly #send: (message: FromPage) => boolean;
  readonly #firstAnswer: Promise<void>;
  #answered!: () => void;
  #nextAnswer: Deferred<void> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #opened = false;
  #first: string | undefined;   // the codec that the latest offer put first, by our doing
  #redundant = false;           // whether that was redundancy
  #tracks: readonly RTCTrackEvent[] = [];

  /** Resolves when there is an offer to send. */
  readonly offered: Promise<void>;

  /** Resolves when packets can flow for the first time; refused where it is closed before. */
  readonly carries: Promise<void>;
  readonly #carries = new Deferred<void>();

  /** @param video whether its first offer has pictures, too */
  constructor(m: string, config: () => RTCConfiguration, platform: Platform, send: (message: FromPage) => boolean, video = false) {
    this.m = m;
    this.#config = config;
    this.#platform = platform;
    this.#send = send;
    this.#firstAnswer = new Promise((resolve) => { this.#answered = resolve; });
    this.remote = platform.emptyStream();
    this.pc = platform.peerConnection(config());
    this.pc.onconnectionstatechange = () => this.#stateChanged();
    this.pc.ontrack = (event) => this.#tracked(event);
    this.#transceiver = this.pc.addTransceiver('audio', { direction: 'sendrecv' });
    this.#sender = this.#transceiver.sender;
    if (video) this.#addVideo();
    this.offered = this.#inTurn(() => this.#makeOffer());
    this.carries = this.#carries.promise;
    this.offered.catch(() => undefined);   // told to whoever waits for it
  }

  get connected(): boolean {
    return this.pc.connectionState === 'connected';
  }

  get usable(): boolean {
    return this.pc.connectionState !== 'failed' && this.pc.connectionState !== 'closed';
  }

  get answered(): boolean {
    return this.pc.remoteDescription !== null;
  }

  /** When the latest packet of sound came, by the browser's clock; undefined before the first. */
  get heardAt(): number | undefined {
    const times = this.#transceiver.receiver.getSynchronizationSources().map(({ timestamp }) => timestamp);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** Tells a new owner what it has missed, too. */
  adopt(listener: MediaListener): void {
    this.listener = listener;
    this.#tracks.forEach((event) => listener.track(event));
    if (this.connected) listener.connected();
  }

  /** Resolves when sound of this page leaves; refused where it is closed before. */
  async speaks(): Promise<void> {
    await this.carries;
    while (!await this.#hasSent()) {
      if (!this.usable) throw new RingdownError('bad-state', { message: 'The connection was closed.' });
      await sleep(LOOK_AGAIN);
    }
  }

  async #hasSent(): Promise<boolean> {
    const reports = [...(await this.pc.getStats()).values()] as RTCOutboundRtpStreamStats[];
    return reports.some(({ type, packetsSent = 0 }) => type === 'outbound-rtp' && packetsSent > 0);
  }

  /** Sends the offer, once; says whether it was. There is none to send before `offered` has resolved. */
  open(): boolean {
    if (!this.#opened) this.#opened = this.#sendOffer();
    return this.#opened;
  }

  /** Sends the same offer again: the gateway never answered it. */
  reopen(): boolean {
    return this.#sendOffer();
  }

  answer(sdp: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.pc.signalingState !== 'have-local-offer') return;   // an answer to an offer that was taken back
      await this.pc.setRemoteDescription({ type: 'answer', sdp });
      this.#answered();
      this.#nextAnswer?.resolve();
    });
  }

  /** What to send; null is nothing. */
  setTrack(track: MediaStreamTrack | null): Promise<void> {
    return this.#sender.replaceTrack(track);
  }

  /** The same of pictures, once there are any. */
  async setVideoTrack(track: MediaStreamTrack | null): Promise<void> {
    this.#videoTrack = track;
    await this.#video?.sender.replaceTrack(track);
  }

  /** Offers pictures from now on, or none any more; resolves when that is answered. */
  async showVideo(on: boolean): Promise<void> {
    await this.#firstAnswer;
    if (!on) await this.setVideoTrack(null);
    let answered: Promise<void> | undefined;
    await this.#inTurn(async () => {
      if (!this.usable || this.pc.signalingState !== 'stable' || on === (this.#video !== undefined)) return;
      const waiting = this.#nextAnswer = new Deferred<void>();
      answered = waiting.promise;
      if (on) this.#addVideo();
      else this.#removeVideo();
      await this.#makeOffer();
      if (!this.#sendOffer()) waiting.reject(new RingdownError('signaling-lost'));
    });
    await answered;
  }

  /** Sends pictures under this payload type from now on: it names a codec, and how that one is packed. */
  async selectVideo(pt: number): Promise<void> {
    await this.#firstAnswer;
    await this.#inTurn(async () => {
      const sender = this.#video?.sender;
      if (!sender || !this.usable) return;
      const negotiated = (sender.getParameters().codecs as TypedCodec[]).filter((codec) => !/\/rtx$/i.test(codec.mimeType));
      const chosen = negotiated.find((codec) => codec.payloadType === pt);
      await this.#sendWith(chosen === negotiated[0] ? undefined : chosen, sender);
    });
  }

  #addVideo(): void {
    this.#video = this.pc.addTransceiver('video', { direction: 'sendrecv' });
    void this.#video.sender.replaceTrack(this.#videoTrack);
  }

  /** Stopped, not only inactive: Chromium plays nothing more of a track that was inactive for a while. Its m-line is used again. */
  #removeVideo(): void {
    this.#video?.stop();
    this.#video = undefined;
    for (const track of this.remote.getVideoTracks()) this.remote.removeTrack(track);
  }

  /** Sends with this codec from now on; by a new offer where the browser cannot just switch. The choice may overtake the answer. */
  async select(chosen: CodecChosen): Promise<void> {
    await this.#firstAnswer;
    await this.#inTurn(async () => {
      if (this.usable && !await this.#switchSender(chosen)) await this.#offerFirst(chosen);
    });
  }

  /** New ICE credentials for the same connection: the network under it has changed. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.pc.signalingState !== 'stable') return;
      this.pc.setConfiguration(this.#config());   // the relays of its first offer may not serve any more
      this.pc.restartIce();
      await this.#makeOffer();
      this.#sendOffer();
    });
  }

  close(): void {
    if (this.pc.signalingState === 'closed') return;
    if (this.#opened) this.#send({ type: 'media.close', m: this.m });
    this.listener = undefined;
    this.pc.onconnectionstatechange = null;
    this.pc.ontrack = null;
    this.pc.close();
    const closed = new RingdownError('bad-state', { message: 'The connection was closed.' });
    this.#carries.reject(closed);
    this.#nextAnswer?.reject(closed);
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #makeOffer(): Promise<void> {
    await this.pc.setLocalDescription(await this.pc.createOffer());
  }

  #sendOffer(): boolean {
    const offer = this.pc.localDescription?.sdp;
    return offer !== undefined && this.pc.signalingState !== 'closed' && this.#send({ type: 'media.open', m: this.m, offer });
  }

  /**
   * The answer's first codec is what a browser sends unless told otherwise; told once, Chromium goes on with that until it is told of
   * another, or makes a new offer. It can be told of no codec whose parameters differ between its offer and the answer. It says things
   * again in Opus where redundancy comes before that in the answer, which only another offer can change.
   */
  async #switchSender(chosen: CodecChosen): Promise<boolean> {
    if (this.#redundancyChanges(chosen)) return false;
    const { name, clockRate } = chosen;
    const { codecs: all, encodings } = this.#sender.getParameters();
    const codecs = all.filter((codec) => !isRedundancy(codec));
    const negotiated = findCodec(codecs, name, clockRate);
    const capable = findCodec(this.#platform.audioCodecs(), name, clockRate);
    const [told] = encodings as CodecEncoding[];
    if (negotiated !== undefined && negotiated === codecs[0] && told?.codec === undefined) return true;
    return (negotiated !== undefined && await this.#sendWith(negotiated)) || (capable !== undefined && await this.#sendWith(capable));
  }

  #redundancyChanges({ name, redundant = false }: CodecChosen): boolean {
    return name === 'opus' && redundant !== this.#redundant && this.#platform.audioCodecs().some(isRedundancy);
  }

  async #sendWith(codec: RTCRtpCodec | undefined, sender = this.#sender): Promise<boolean> {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings as CodecEncoding[];
    if (!encoding) return false;
    if (codec) encoding.codec = codec;
    else delete encoding.codec;
    try {
      await sender.setParameters(parameters);
    } catch {
      return false;
    }
    const [now] = sender.getParameters().encodings as CodecEncoding[];
    return (now?.codec === undefined) === (codec === undefined);   // a browser that knows no such member drops it in silence
  }

  /** Once for each choice: the gateway repeats its choice after every offer. */
  async #offerFirst(chosen: CodecChosen): Promise<void> {
    const name = chosen.redundant === true ? REDUNDANCY : chosen.name;
    const first = `${name}/${chosen.clockRate}`;
    if (this.pc.signalingState !== 'stable' || first === this.#first) return;
    this.#first = first;
    if (chosen.name === 'opus') this.#redundant = chosen.redundant === true;
    await this.#sendWith(undefined);   // what it was told before would count for more than the order of the answer
    this.#transceiver.setCodecPreferences(inOrder(this.#platform.audioCodecs(), name, chosen.clockRate));
    await this.#makeOffer();
    this.#sendOffer();
  }

  #stateChanged(): void {
    switch (this.pc.connectionState) {
      case 'connected':
        this.#carries.resolve();
        return this.listener?.connected();
      case 'disconnected': return this.listener?.disconnected();
      case 'failed': return this.listener?.failed();
      default:
    }
  }

  #tracked(event: RTCTrackEvent): void {
    this.remote.addTrack(event.track);
    this.#tracks = [...this.#tracks.filter(({ track }) => track.kind !== event.track.kind), event];
    this.listener?.track(event);
  }
}
