import { CallAudio } from './callaudio.js';
import { CallVideo } from './callvideo.js';
import { RingdownError } from './errors.js';
import { type Exchange, type LineUp, soon, type Source, stopTracks } from './exchange.js';
import type { Media } from './media.js';
import { Pulse } from './pulse.js';
import { Recovery } from './recovery.js';
import { Reply } from './reply.js';
import type { VideoState } from './ringdown.js';
import type { CallInfo } from './wire.js';

const REPLY_WITHIN = 10_000;
const READY_WITHIN = 2_000;   // a connection that takes longer has a hard way, and its page may have the call meanwhile
const GRACE = 1_000;   // a connection called 'disconnected' is often back within a second

export interface PresenceListener {
  here(here: boolean): void;
  /** The sound is interrupted, and is being brought back. */
  lost(): void;
  back(): void;
  track(event: RTCTrackEvent): void;
  video(state: VideoState): void;
  error(error: RingdownError): void;
}

/** Where the sound of a call is, on this page or on another: brings it here, and keeps it here. */
export class Presence {
  readonly audio: CallAudio;
  readonly video: CallVideo;
  readonly #exchange: Exchange;
  readonly #call: string;
  readonly #listener: PresenceListener;
  readonly #recovery = new Recovery({ restart: () => this.#restart(), replace: () => this.#bringBack() });
  readonly #pulse: Pulse;
  readonly #pulled = new Reply();
  #here: boolean;
  #bringing = false;   // a pull is on its way
  #lost = false;       // told lost, and not yet back
  #left = false;

  constructor(exchange: Exchange, call: string, here: boolean, listener: PresenceListener) {
    this.#exchange = exchange;
    this.#call = call;
    this.#here = here;
    this.#listener = listener;
    this.audio = new CallAudio(exchange, {
      connected: () => this.#connected(),
      lost: (failed) => this.#recovery.begin(failed ? 0 : GRACE),
      track: (event) => listener.track(event),
      error: (error) => listener.error(error),
    });
    this.#pulse = new Pulse(() => this.audio.media?.heardAt, () => exchange.doubt());
    this.video = new CallVideo(exchange, {
      changed: (state) => listener.video(state),
      error: (error) => listener.error(error),
    });
  }

  get here(): boolean {
    return this.#here;
  }

  get bringing(): boolean {
    return this.#bringing;
  }

  /** Speaks over this connection; resolves when the microphone does. */
  enter({ media, source }: LineUp): Promise<void> {
    this.audio.use(media);
    this.video.use(media);
    return this.audio.speak(source);
  }

  /** At the user's wish. */
  async pull(): Promise<void> {
    if (this.#here && this.audio.media?.usable) return;
    if (!this.#exchange.online) throw this.#cutOff();
    await this.#bring(true);
  }

  /**
   * The socket is back, or this page has just come. Sound may have gone on all the while; where it has not, it is brought here again.
   *
   * Sound that flows here although the gateway counts the call elsewhere belongs to a page it did not know again: the token to resume
   * by is used up when a welcome is lost on its way.
   */
  resync(info: CallInfo): void {
    const { media } = this.audio;
    const ours = info.here || info.mine === true;
    if (info.here && media?.usable && !media.answered) media.reopen();   // the answer was lost with the socket
    else if (ours ? !(info.here && media?.connected) : media?.connected) this.#bringBack();
    else if (ours && this.#pulse.still) this.#renew();
  }

  /** The gateway has done what was asked. @param lostThere whether another page had lost the sound, which is then ours to make good */
  pulled(lostThere: boolean): void {
    this.moved(true);
    if (lostThere) this.#lost = true;
    this.#pulled.resolve();
  }

  /** What was asked will not be done; says whether anything was. */
  refuse(error: Error): boolean {
    return this.#pulled.reject(error);
  }

  moved(here: boolean): void {
    if (this.#here === here) return;
    this.#here = here;
    if (!here) this.#silence();
    this.#listener.here(here);
  }

  /** The call is over, or is being hung up: the sound stays away. */
  leave(): void {
    this.#left = true;
    this.#silence();
  }

  #silence(): void {
    this.#recovery.end();
    this.#pulse.end();
    this.#lost = false;
    this.video.leave();
    this.audio.stop();
  }

  /** Without a word from the user: after a reload, or when the connection is dead. */
  #bringBack(): void {
    if (this.#left || this.#bringing || !this.#exchange.online) return;
    this.#lose();
    this.#bring(false).catch((thrown: unknown) => {
      this.#exchange.log('warn', 'the call could not be brought back yet', this.#call, thrown);
      if (!this.#left) this.#recovery.begin(GRACE);
    });
  }

  /**
   * Whoever asks for a call has it where it was until all is there to go on with it here: so nobody hears a pause.
   *
   * @param asked by the user; else the sound is gone already, and what can be heard is heard at once
   */
  async #bring(asked: boolean): Promise<void> {
    this.#bringing = true;
    const source: Source | undefined = this.audio.hasSource ? undefined : { stream: this.#exchange.devices.microphone.stream(), given: false };
    source?.stream.catch(() => undefined);
    const media = this.#exchange.takeMedia(this.video.wanted);
    const rehearsed = asked && source;
    try {
      await media.offered;
      if (!media.open()) throw this.#cutOff();
      if (rehearsed) await this.#rehearse(media, source);
      this.#insistOnBeingWanted();
      if (!this.#exchange.send({ type: 'pull', call: this.#call, m: media.m })) throw this.#cutOff();
      await this.#pulled.expect(REPLY_WITHIN, () => this.#cutOff());
      this.#insistOnBeingWanted();
    } catch (thrown) {
      if (rehearsed) this.audio.stop();
      this.#exchange.letGo(media);
      source?.stream.then(stopTracks, () => undefined);
      throw thrown;
    } finally {
      this.#bringing = false;
    }
    this.video.use(media);
    if (rehearsed) {
      if (media.connected) this.#connected();   // which counts from now on
      return;
    }
    this.audio.use(media);
    if (source) this.audio.speak(source).catch((thrown: unknown) => this.#listener.error(RingdownError.from(thrown, 'mic-in-use')));
  }

  /** All but the call itself: the connection, the loudspeaker, which a browser may take a second to open, and the microphone. */
  async #rehearse(media: Media, source: Source): Promise<void> {
    this.audio.use(media);
    await this.audio.speak(source);
    await soon(media.speaks(), READY_WITHIN);
  }

  #insistOnBeingWanted(): void {
    if (this.#left) throw this.#cutOff();
  }

  #restart(): void {
    if (!this.#exchange.online || this.#bringing) return;
    this.#lose();
    this.#renew();
  }

  /** The way of before may be no more, which the browser has not seen yet. Where sound was only held, nobody notices. */
  #renew(): void {
    this.audio.media?.restart().catch((thrown: unknown) => this.#exchange.log('warn', 'ICE restart failed', this.#call, thrown));
  }

  #lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#listener.lost();
  }

  #connected(): void {
    this.#recovery.end();
    this.#pulse.begin();
    if (!this.#lost) return;
    this.#lost = false;
    this.#listener.back();
  }

  #cutOff(): RingdownError {
    return new RingdownError('signaling-lost', { callId: this.#call });
  }
}
