import { RingdownError } from './errors.js';
import { type Exchange, stopTracks } from './exchange.js';
import type { Media } from './media.js';
import type { VideoState } from './ringdown.js';
import type { VideoTold } from './wire.js';

export interface CallVideoListener {
  changed(state: VideoState): void;
  error(error: RingdownError): void;
}

const OFF: VideoState = { on: false, theirs: false };

/** The pictures of one call on this page: the camera, and what the gateway says of them. */
export class CallVideo {
  readonly #exchange: Exchange;
  readonly #listener: CallVideoListener;
  #media: Media | undefined;
  #camera: Promise<MediaStream> | undefined;
  #local: MediaStream | undefined;
  #track: MediaStreamTrack | undefined;
  #given: MediaStreamTrack | undefined;
  #screen: MediaStreamTrack | undefined;
  #state = OFF;

  constructor(exchange: Exchange, listener: CallVideoListener) {
    this.#exchange = exchange;
    this.#listener = listener;
  }

  /** Whether this page wants to see and be seen. */
  get wanted(): boolean {
    return this.#camera !== undefined || this.#given !== undefined || this.#screen !== undefined;
  }

  get local(): MediaStream | undefined {
    return this.#local;
  }

  get state(): VideoState {
    return this.#state;
  }

  /** Shows and sees through this connection from now on. */
  use(media: Media): void {
    this.#media = media;
    this.#send();
  }

  /** Looks into the camera, or takes what the page gave; sound does not wait for it. */
  begin(given?: MediaStream): void {
    if (this.wanted) return;
    const [track] = given?.getVideoTracks() ?? [];
    if (track) {
      this.#given = track;
      this.#show(track.clone());   // what the page gave is not ours to stop
    } else {
      this.#look().catch((thrown: unknown) => this.#listener.error(RingdownError.from(thrown, 'camera-in-use')));
    }
  }

  /** Begins to see and be seen within the call; resolves when the gateway knows, and is refused where there is no camera. */
  async start(): Promise<void> {
    if (this.#screen) this.#letGo();
    if (!this.wanted) await this.#look();
    await this.#media?.showVideo(true);
  }

  /** Shows a screen instead of the camera; when the user ends that, the camera is back if it was on. */
  async share(screen: Promise<MediaStream>): Promise<void> {
    const stream = await screen;
    const [track] = stream.getVideoTracks();
    if (!track || !this.#media) {
      stopTracks(stream);
      return;
    }
    const camera = this.#camera !== undefined;
    this.#letGo();
    this.#screen = track;
    track.onended = () => this.#shared(track, camera);
    this.#show(track);
    await this.#media.showVideo(true);
  }

  /** Looks into the camera that is chosen now, if it looks into one. */
  async renew(): Promise<void> {
    const before = this.#camera;
    const old = this.#track;
    const { camera } = this.#exchange.devices;
    if (!before || !old || camera.isCurrent(await before)) return;
    const stream = await camera.stream();
    const [track] = stream.getVideoTracks();
    if (this.#camera !== before || !track) return stopTracks(stream);
    this.#camera = Promise.resolve(stream);
    this.#show(track);
    old.stop();
  }

  async stop(): Promise<void> {
    this.#letGo();
    await this.#media?.showVideo(false);
  }

  /** The call is over here, or somewhere else now. */
  leave(): void {
    this.#letGo();
    this.#media = undefined;
    this.#become(OFF);
  }

  told({ on, theirs, reason, pt }: VideoTold): void {
    this.#become({ on, theirs, ...(reason !== undefined && { reason }) });
    if (!on || pt === undefined) return;
    this.#media?.selectVideo(pt).catch((thrown: unknown) => this.#exchange.log('warn', 'cannot choose the codec of the camera', undefined, thrown));
  }

  async #look(): Promise<void> {
    const camera = this.#camera = this.#exchange.devices.camera.stream();
    try {
      const stream = await camera;
      const [track] = stream.getVideoTracks();
      if (this.#camera === camera && track) this.#show(track);
      else stopTracks(stream);   // stopped while the browser asked
    } catch (thrown) {
      if (this.#camera === camera) this.#camera = undefined;
      throw thrown;
    }
  }

  #show(track: MediaStreamTrack): void {
    this.#track = track;
    this.#local = this.#exchange.platform.emptyStream();
    this.#local.addTrack(track);
    this.#send();
    this.#listener.changed(this.#state);
  }

  #send(): void {
    if (!this.#track) return;
    this.#media?.setVideoTrack(this.#track).catch((thrown: unknown) => this.#exchange.log('warn', 'cannot send the camera', undefined, thrown));
  }

  #letGo(): void {
    const camera = this.#camera;
    this.#track?.stop();
    camera?.then(stopTracks, () => undefined);
    this.#camera = this.#given = this.#screen = this.#track = this.#local = undefined;
  }

  #shared(track: MediaStreamTrack, camera: boolean): void {
    if (this.#screen !== track) return;
    const next = camera ? this.start() : this.stop();
    next.catch((thrown: unknown) => this.#listener.error(RingdownError.from(thrown, 'camera-in-use')));
  }

  #become(state: VideoState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#listener.changed(state);
  }
}
