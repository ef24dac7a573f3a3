import { stopTracks } from '../exchange.js';
import type { Platform } from '../platform.js';
import type { Input } from './input.js';
import { loudness } from './level.js';

const LOUD = 0.05;   // of full scale: louder than a keyboard, softer than a voice at arm's length

/** Listens whether somebody speaks into a muted microphone. Nothing of it leaves the page. */
export class MutedTalk {
  readonly #platform: Platform;
  readonly #microphone: Input;
  #stop: (() => void) | undefined;
  #loudest = 0;

  constructor(platform: Platform, microphone: Input) {
    this.#platform = platform;
    this.#microphone = microphone;
  }

  listen(on: boolean): void {
    if (on === (this.#stop !== undefined)) return;
    if (on) this.#begin();
    else this.#end();
  }

  /** Whether anybody has spoken since this was asked last. */
  heard(): boolean {
    const loudest = this.#loudest;
    this.#loudest = 0;
    return loudest > LOUD;
  }

  #begin(): void {
    let over = false;
    let quiet: (() => void) | undefined;
    this.#stop = () => {
      over = true;
      quiet?.();
    };
    this.#microphone.stream().then((stream) => {
      if (over) return stopTracks(stream);
      const stop = loudness(this.#platform, stream, (rms) => { this.#loudest = Math.max(this.#loudest, rms); });
      quiet = () => {
        stop();
        stopTracks(stream);
      };
    }, () => undefined);
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#loudest = 0;
  }
}
