import type { Platform } from '../platform.js';
import type { Unsubscribe } from '../ringdown.js';
import { loudness } from './level.js';

/** Shows whoever listens how loud the microphone is; it is open for as long as anybody does. */
export class VuMeter {
  readonly #platform: Platform;
  readonly #open: () => Promise<MediaStream>;
  readonly #failed: (thrown: unknown) => void;
  readonly #listeners = new Set<(rms: number) => void>();
  #stream: Promise<MediaStream> | undefined;
  #stop: (() => void) | undefined;

  constructor(platform: Platform, open: () => Promise<MediaStream>, failed: (thrown: unknown) => void) {
    this.#platform = platform;
    this.#open = open;
    this.#failed = failed;
  }

  listen(told: (rms: number) => void): Unsubscribe {
    const mine = (rms: number) => told(rms);
    this.#listeners.add(mine);
    if (!this.#stream) this.#measure();
    return () => {
      this.#listeners.delete(mine);
      if (this.#listeners.size === 0) this.#end();
    };
  }

  /** Another microphone is used now. */
  renew(): void {
    if (!this.#stream) return;
    this.#end();
    this.#measure();
  }

  close(): void {
    this.#listeners.clear();
    this.#end();
  }

  #measure(): void {
    const stream = this.#stream = this.#open();
    stream.then((opened) => {
      if (this.#stream !== stream) return;
      this.#stop = loudness(this.#platform, opened, (rms) => this.#listeners.forEach((told) => told(rms)));
    }, (thrown: unknown) => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      this.#failed(thrown);
    });
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#stream?.then((opened) => opened.getTracks().forEach((track) => track.stop()), () => undefined);
    this.#stream = undefined;
  }
}
