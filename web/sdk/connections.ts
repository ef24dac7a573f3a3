import { within } from './deferred.js';
import { RingdownError } from './errors.js';
import type { Exchange } from './exchange.js';
import { Media } from './media.js';
import type { Platform } from './platform.js';
import { type Trial, trial, type Way } from './preflight/ways.js';
import { Spare } from './spare.js';
import type { CodecChosen, FromPage } from './wire.js';

/** Longer than a browser takes to try what it has. */
const REACHED_WITHIN = 10_000;

export interface ConnectionsOptions {
  readonly platform: Platform;
  readonly policy: RTCIceTransportPolicy | undefined;
  readonly send: (message: FromPage) => boolean;
  readonly log: Exchange['log'];
  readonly unusable: (thrown: unknown) => void;
}

/** The PeerConnections of a page, by their names in the protocol, and the spare among them. */
export class Connections {
  readonly spare = new Spare(() => this.#make(), (media) => this.letGo(media));
  readonly #options: ConnectionsOptions;
  readonly #open = new Map<string, Media>();
  readonly #prefix: string;
  readonly #trials = new Map<string, (sdp: string) => void>();
  #iceServers: RTCIceServer[] = [];
  #made = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#prefix = Math.floor(options.platform.random() * 0x1_0000_0000).toString(36);   // what a page had open may outlive it
  }

  /** The name of the connection that is taken next. */
  next(video: boolean): string {
    return (video ? undefined : this.spare.m) ?? this.#name(this.#made + 1);
  }

  /** The spare has sound alone, and stays for the next call where this one is to have pictures. */
  take(video: boolean): Media {
    return (video ? undefined : this.spare.take()) ?? this.#make(video);
  }

  letGo(media: Media): void {
    this.#open.delete(media.m);
    media.close();
  }

  /** What the gateway has said last. Connections that are open ask these when their network changes. */
  relays(iceServers: readonly RTCIceServer[]): void {
    this.#iceServers = [...iceServers];
  }

  answered(m: string, sdp: string): void {
    const tried = this.#trials.get(m);
    if (tried) tried(sdp);
    else this.#answer(m, sdp);
  }

  /** Whether packets get to the gateway by this way alone; undefined where there is no such way. */
  async reaches(way: Way): Promise<boolean | undefined> {
    const tried = trial(way, this.#iceServers);
    if (!tried) return undefined;
    const media = this.#make(false, tried);
    const nowhere = new Promise<undefined>((resolve) => {
      this.#trials.set(media.m, (sdp) => {
        const answer = tried.answer(sdp);
        if (answer === undefined) resolve(undefined);
        else this.#answer(media.m, answer);
      });
    });
    try {
      await media.offered;
      if (!media.open()) throw new RingdownError('signaling-lost');
      return await within(REACHED_WITHIN, Promise.race([media.carries.then(() => true), nowhere]), () => new RingdownError('ice-failed'));
    } catch (thrown) {
      if (RingdownError.from(thrown, 'ice-failed').code !== 'ice-failed') throw thrown;
      return false;
    } finally {
      this.#trials.delete(media.m);
      this.letGo(media);
    }
  }

  #answer(m: string, sdp: string): void {
    this.#open.get(m)?.answer(sdp).catch(this.#options.unusable);
  }

  select(chosen: CodecChosen): void {
    this.#open.get(chosen.m)?.select(chosen).catch((thrown: unknown) => {
      this.#options.log('warn', `cannot send ${chosen.name}`, chosen.call, thrown);
    });
  }

  #make(video = false, tried?: Trial): Media {
    const { platform, send } = this.#options;
    const media = new Media(this.#name(++this.#made), () => ({ ...this.#configuration(), ...tried?.config }), platform, send, video);
    this.#open.set(media.m, media);
    return media;
  }

  #configuration(): RTCConfiguration {
    const { policy } = this.#options;
    return { bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require', iceServers: this.#iceServers, ...(policy && { iceTransportPolicy: policy }) };
  }

  #name(number: number): string {
    return `${this.#prefix}.${number}`;
  }
}
