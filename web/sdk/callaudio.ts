import { RingdownError } from './errors.js';
import { type Exchange, type Source, stopTracks } from './exchange.js';
import type { Media } from './media.js';
import type { CallStats, Unsubscribe } from './ringdown.js';
import { Speaker } from './speaker.js';
import { type Reading, reading, summary } from './stats.js';

export interface CallAudioListener {
  /** The connection carries packets, or does so again. */
  connected(): void;
  /** It does not; `failed`: nor will it by itself. */
  lost(failed: boolean): void;
  track(event: RTCTrackEvent): void;
  error(error: RingdownError): void;
}

/** What a microphone gives, and what the page's processors make of it: the same where there are none. */
interface Sound { readonly raw: MediaStream; readonly processed: MediaStream }

/** The sound of one call on this page: the microphone, the loudspeaker, and the connection between them and the gateway. */
export class CallAudio {
  readonly #exchange: Exchange;
  readonly #listener: CallAudioListener;
  readonly #speaker: Speaker;
  #media: Media | undefined;
  #source: Source | undefined;
  #local: MediaStream | undefined;
  #raw: MediaStream | undefined;
  #track: MediaStreamTrack | undefined;
  #muted = false;
  #before: Reading | undefined;
  #latest: CallStats | undefined;

  constructor(exchange: Exchange, listener: CallAudioListener) {
    this.#exchange = exchange;
    this.#listener = listener;
    this.#speaker = new Speaker(exchange.platform, exchange.devices.speaker, (cause) => listener.error(new RingdownError('playback-blocked', { cause })));
  }

  get media(): Media | undefined {
    return this.#media;
  }

  get local(): MediaStream | undefined {
    return this.#local;
  }

  get remote(): MediaStream | undefined {
    return this.#media?.remote;
  }

  get muted(): boolean {
    return this.#muted;
  }

  /** What this browser measures of how loud it is. */
  get measured(): Reading['measured'] {
    return this.#before?.measured ?? { microphone: false, farEnd: false };
  }

  /** Whether it speaks into a microphone, and not what the page gave. */
  get hasMicrophone(): boolean {
    return this.#source?.given === false && this.#raw !== undefined;
  }

  get latestStats(): CallStats | undefined {
    return this.#latest;
  }

  /** Speaks and hears through this connection from now on. */
  use(media: Media): void {
    const old = this.#media;
    this.#media = media;
    this.#before = undefined;
    if (old && old !== media) this.#exchange.letGo(old);
    if (this.#track) this.#set(this.#track);
    media.adopt({
      connected: () => this.#listener.connected(),
      disconnected: () => this.#listener.lost(false),
      failed: () => this.#listener.lost(true),
      track: (event) => {
        this.renewSound();
        this.#listener.track(event);
      },
    });
  }

  /** Speaks with this from now on; resolves when it does. */
  async speak(source: Source): Promise<void> {
    const before = this.#source;
    this.#source = source;
    if (before && before !== source) this.#stopSource(before);
    const sound = await this.#sound(source);
    if (this.#source !== source) {   // stopped, or replaced, while the browser asked
      if (!source.given) stopSound(sound);
      return;
    }
    this.#use(source, sound);
    if (!source.given) await this.renewMicrophone();   // where another was chosen while this call was on its way
  }

  /** Speaks into the microphone that is used now, if it speaks into one. @param always even if it is the same one, as when processors change */
  async renewMicrophone(always = false): Promise<void> {
    const { microphone } = this.#exchange.devices;
    const before = this.#source;
    if (!before || before.given || !this.#raw || (!always && microphone.isCurrent(this.#raw))) return;
    const source: Source = { stream: microphone.stream(), given: false };
    const sound = await this.#sound(source);
    if (this.#source !== before) return stopSound(sound);
    this.#stopSource(before);
    this.#source = source;
    this.#use(source, sound);
  }

  /** Plays what the far end says, or what the page's processors make of it. */
  renewSound(): void {
    const media = this.#media;
    const { incoming } = this.#exchange.devices;
    if (!media) return;
    if (!incoming.any) return this.#speaker.play(media.remote);
    incoming.through(media.remote).then((stream) => { if (this.#media === media) this.#speaker.play(stream); }, (thrown: unknown) => {
      this.#exchange.log('warn', 'a processor failed; the far end is heard without', undefined, thrown);
      if (this.#media === media) this.#speaker.play(media.remote);
    });
  }

  get hasSource(): boolean {
    return this.#source !== undefined;
  }

  mute(on: boolean): void {
    this.#muted = on;
    if (this.#track) this.#track.enabled = !on;
  }

  attach(element: HTMLMediaElement): Unsubscribe {
    return this.#speaker.attach(element);
  }

  async stats(): Promise<CallStats | undefined> {
    const media = this.#media;
    if (!media) return undefined;
    const now = reading(await media.pc.getStats(), this.#exchange.platform.now());
    this.#latest = summary(now, this.#before);
    this.#before = now;
    return this.#latest;
  }

  stop(): void {
    const media = this.#media;
    const source = this.#source;
    this.#media = undefined;
    this.#source = undefined;
    if (source) this.#stopSource(source);
    this.#speaker.stop();
    if (media) this.#exchange.letGo(media);
  }

  async #sound({ stream, given }: Source): Promise<Sound> {
    const raw = await stream;
    const { outgoing } = this.#exchange.devices;
    if (given || !outgoing.any) return { raw, processed: raw };
    try {
      return { raw, processed: await outgoing.through(raw) };
    } catch (thrown) {
      stopTracks(raw);
      throw thrown;
    }
  }

  #use(source: Source, { raw, processed }: Sound): void {
    this.#raw = raw;
    this.#local = processed;
    const [track] = processed.getAudioTracks();
    if (!track) return;
    this.#track = source.given ? track.clone() : track;   // what the page gave is not ours to mute
    this.#track.enabled = !this.#muted;
    this.#set(this.#track);
    if (source.given) return;
    for (const one of raw.getAudioTracks()) one.onended = () => this.#unplugged(source);
  }

  #set(track: MediaStreamTrack): void {
    this.#media?.setTrack(track).catch((thrown: unknown) => this.#exchange.log('warn', 'cannot send the microphone', undefined, thrown));
  }

  #stopSource(source: Source): void {
    this.#track?.stop();
    if (!source.given) source.stream.then(stopTracks, () => undefined);
    this.#raw = undefined;
    this.#track = undefined;
    this.#local = undefined;
  }

  /** The microphone was pulled out, or the system changed its default: take the one that is there now. */
  #unplugged(source: Source): void {
    if (this.#source !== source) return;
    this.speak({ stream: this.#exchange.devices.microphone.stream(), given: false })
      .catch((thrown: unknown) => this.#listener.error(RingdownError.from(thrown, 'mic-not-found')));
  }
}

function stopSound({ raw, processed }: Sound): void {
  [raw, processed].forEach(stopTracks);
}
