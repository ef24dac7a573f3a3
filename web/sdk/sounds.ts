import type { Platform } from './platform.js';
import type { SoundName } from './ringdown.js';
import { keyParts, render, type ToneName, toneParts } from './tones.js';

const BUSY_FOR = 3000;

/** The phone's own noises: it rings, it rings at the other end, it is busy, a key is pressed. */
export class Sounds {
  readonly #platform: Platform;
  readonly #choice: Partial<Record<SoundName, string | false>>;
  readonly #playing = new Map<ToneName, { readonly for: Set<object>; readonly stop: () => void }>();
  #context: AudioContext | undefined;
  #unlock: (() => void) | undefined;

  constructor(platform: Platform, choice: Partial<Record<SoundName, string | false>>) {
    this.#platform = platform;
    this.#choice = choice;
  }

  /** Repeats a tone until every `owner` that started it has stopped it. */
  start(name: ToneName, owner: object): void {
    const playing = this.#playing.get(name);
    if (playing) {
      playing.for.add(owner);
      return;
    }
    const choice = this.#choice[name];
    if (choice === false) return;
    this.#playing.set(name, { for: new Set([owner]), stop: choice === undefined ? this.#synthesize(name) : this.#file(choice) });
  }

  stop(name: ToneName, owner: object): void {
    const playing = this.#playing.get(name);
    if (!playing?.for.delete(owner) || playing.for.size > 0) return;
    this.#playing.delete(name);
    playing.stop();
    this.#rest();
  }

  busy(): void {
    const owner = {};
    this.start('busy', owner);
    setTimeout(() => this.stop('busy', owner), BUSY_FOR);
  }

  /** What a pressed key sounds like to the one who presses it; the far end hears the gateway's. */
  key(digit: string, ms: number): void {
    if (this.#choice.dtmf === false) return;
    if (typeof this.#choice.dtmf === 'string') this.#file(this.#choice.dtmf, false);
    else this.#samples((rate) => render(keyParts(digit, ms), rate), false);
  }

  close(): void {
    for (const { stop } of this.#playing.values()) stop();
    this.#playing.clear();
    this.#unlock?.();
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }

  #synthesize(name: ToneName): () => void {
    return this.#samples((rate) => render(toneParts(name), rate), true);
  }

  #samples(make: (rate: number) => Float32Array<ArrayBuffer>, loop: boolean): () => void {
    const context = this.#awake();
    if (!context) return () => undefined;
    const samples = make(context.sampleRate);
    if (samples.length === 0) return () => undefined;
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop });
    source.connect(context.destination);
    source.start();
    return () => {
      source.stop();
      source.disconnect();
    };
  }

  #file(url: string, loop = true): () => void {
    const element = this.#platform.audioElement(url);
    element.loop = loop;
    element.play().catch(() => undefined);   // blocked before the first click: the page shows what it would sound
    return () => element.pause();
  }

  /** resume() is never waited for: without a sound device some browsers do not finish it. */
  #awake(): AudioContext | undefined {
    this.#context ??= this.#platform.audioContext();
    const context = this.#context;
    if (context?.state === 'suspended') {
      const resume = () => void context.resume().catch(() => undefined);
      resume();
      if (!this.#unlock) {
        const off = this.#platform.on('pointerup', () => { this.#unlock?.(); resume(); });
        this.#unlock = () => { off(); this.#unlock = undefined; };
      }
    }
    return context;
  }

  /** An open context keeps the sound device, and so a phone's battery, awake. */
  #rest(): void {
    if (this.#playing.size === 0) void this.#context?.suspend().catch(() => undefined);
  }
}
