import { RingdownError } from '../errors.js';
import type { Platform } from '../platform.js';
import { Choice } from './choice.js';

/** A microphone or a camera that may be chosen. Opened once, whoever needs it: iOS silences a first stream when it opens a second. */
export class Input {
  readonly choice: Choice;
  readonly #open: (constraints: MediaTrackConstraints | true) => Promise<MediaStream>;
  readonly #constraints: MediaTrackConstraints | true;
  readonly #platform: Platform;
  readonly #lost: () => void;
  readonly #streams = new WeakMap<MediaStream, number>();
  #live = new Set<MediaStreamTrack>();
  #version = 0;
  #versions = 0;

  /**
   * @param open asks the browser; refuses with a RingdownError
   * @param lost told when the chosen device is not there, and the system's is used
   */
  constructor(
    kind: 'audioinput' | 'videoinput', platform: Platform, constraints: MediaTrackConstraints | true,
    open: (constraints: MediaTrackConstraints | true) => Promise<MediaStream>, lost: () => void,
  ) {
    this.choice = new Choice(kind);
    this.#platform = platform;
    this.#constraints = constraints;
    this.#open = open;
    this.#lost = lost;
  }

  /** Streams from before are of another device, or might be. */
  renew(): void {
    this.#version = ++this.#versions;
    this.#live = new Set();
  }

  /** Another is wanted from now on. What is returned undoes it, and has the streams from before count again. */
  want(id: string): () => void {
    const { wanted } = this.choice;
    const version = this.#version;
    const live = this.#live;
    this.choice.want(id);
    this.renew();
    return () => {
      this.choice.want(wanted);
      this.#version = version;
      this.#live = live;
    };
  }

  /** Whether a stream is of the device that is used now. */
  isCurrent(stream: MediaStream): boolean {
    return this.#streams.get(stream) === this.#version;
  }

  /** Asks the browser at once, while it still knows of the user's click; a device that is open here already is shared. */
  stream(): Promise<MediaStream> {
    const shared = [...this.#live].find((track) => track.readyState === 'live');
    return shared ? Promise.resolve(this.#keep(this.#copy(shared), this.#version)) : this.#ask();
  }

  async #ask(): Promise<MediaStream> {
    const version = this.#version;
    const id = this.choice.used;
    try {
      const stream = await this.#open(this.#with(id));
      if (version === this.#version) return this.#keep(stream, version);
      stream.getTracks().forEach((track) => track.stop());   // another was chosen meanwhile
    } catch (thrown) {
      if (version === this.#version && !this.#goesOnWithout(id, thrown)) throw thrown;
    }
    return this.stream();
  }

  #goesOnWithout(id: string, thrown: unknown): boolean {
    const gone = id !== '' && thrown instanceof RingdownError && (thrown.code === 'mic-not-found' || thrown.code === 'camera-not-found');
    if (gone && this.choice.miss()) {
      this.renew();
      this.#lost();
    }
    return gone;
  }

  #with(id: string): MediaTrackConstraints | true {
    if (id === '') return this.#constraints;
    return { ...(this.#constraints === true ? {} : this.#constraints), deviceId: { exact: id } };
  }

  #keep(stream: MediaStream, version: number): MediaStream {
    this.#streams.set(stream, version);
    for (const track of this.#live) if (track.readyState !== 'live') this.#live.delete(track);
    stream.getTracks().forEach((track) => this.#live.add(track));
    return stream;
  }

  #copy(track: MediaStreamTrack): MediaStream {
    const copy = track.clone();
    copy.enabled = true;   // the first may be muted
    const stream = this.#platform.emptyStream();
    stream.addTrack(copy);
    return stream;
  }
}
