import { Output } from './devices/output.js';
import type { Platform } from './platform.js';
import type { SoundName } from './ringdown.js';
import { keyParts, render, TEST_TONE, type ToneName, toneParts } from './tones.js';

const BUSY_FOR = 3000;
const AWAKE_WITHIN = 1000;

/** Where the phone's noises go: those that want somebody to come, and those of a call. */
export interface Outputs { readonly speaker: Output; readonly ringtone: Output }

/** The phone's own noises: it rings, it rings at the other end, it is busy, a key is pressed. */
export class Sounds {
  readonly #platform: Platform;
  readonly #choice: Partial<Record<SoundName, string | false>>;
  readonly #outputs: Outputs;
  readonly #playing = new Map<ToneName, { readonly for: Set<object>; readonly stop: () => void }>();
  #context: AudioContext | undefined;
  #unlock: (() => void) | undefined;

  constructor(platform: Platform, choice: Partial<Record<SoundName, string | false>>,
    outputs: Outputs = { speaker: new Output(), ringtone: new Output() }) {
    this.#platform = platform;
    this.#choice = choice;
    this.#outputs = outputs;
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
    this.#playing.set(name, { for: new Set([owner]), stop: choice === undefined ? this.#synthesize(name) : this.#file(choice, this.#outputOf(name)) });
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
    if (typeof this.#choice.dtmf === 'string') this.#file(this.#choice.dtmf, this.#outputs.speaker, false);
    else this.#samples((rate) => render(keyParts(digit, ms), rate), this.#outputs.speaker, false);
  }

  /** Three notes through the speaker; says whether the browser played them. */
  async beep(): Promise<boolean> {
    const context = this.#awake();
    if (!context || !await isAwake(context)) return false;
    const ms = TEST_TONE.reduce((sum, part) => sum + part.ms, 0);
    const stop = this.#samples((rate) => render(TEST_TONE, rate), this.#outputs.speaker, false);
    await new Promise((resolve) => { setTimeout(resolve, ms); });
    stop();
    this.#rest();
    return true;
  }

  /** In a click, what could not be heard so far can. */
  unlock(): void {
    if (this.#context) this.#awake();
  }

  close(): void {
    for (const { stop } of this.#playing.values()) stop();
    this.#playing.clear();
    this.#unlock?.();
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }

  #outputOf(name: ToneName): Output {
    return name === 'ringtone' || name === 'waiting' ? this.#outputs.ringtone : this.#outputs.speaker;
  }

  #synthesize(name: ToneName): () => void {
    return this.#samples((rate) => render(toneParts(name), rate), this.#outputOf(name), true);
  }

  #samples(make: (rate: number) => Float32Array<ArrayBuffer>, output: Output, loop: boolean): () => void {
    const context = this.#awake();
    if (!context) return () => undefined;
    const samples = make(context.sampleRate);
    if (samples.length === 0) return () => undefined;
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.loop = loop;
    const disconnect = this.#direct(source, context, output);
    if (!loop) source.onended = disconnect;
    source.start();
    return () => {
      source.stop();
      disconnect();
    };
  }

  /** A chosen loudspeaker is an element's business; a context of its own for each would keep all of them awake. */
  #direct(source: AudioNode, context: AudioContext, output: Output): () => void {
    if (output.choice.used === '') {
      source.connect(context.destination);
      return () => source.disconnect();
    }
    const stream = context.createMediaStreamDestination();
    source.connect(stream);
    const stop = this.#element(this.#platform.audioElement(), stream.stream, output);
    return () => {
      source.disconnect();
      stop();
    };
  }

  #file(url: string, output: Output, loop = true): () => void {
    const element = this.#platform.audioElement(url);
    element.loop = loop;
    const stop = this.#element(element, null, output);
    if (!loop) element.onended = stop;
    return stop;
  }

  #element(element: HTMLAudioElement, stream: MediaStream | null, output: Output): () => void {
    output.follow(element);
    if (stream) element.srcObject = stream;
    element.play().catch(() => undefined);   // blocked before the first click: the page shows what it would sound
    return () => {
      output.forget(element);
      element.pause();
      element.srcObject = null;
    };
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

async function isAwake(context: AudioContext): Promise<boolean> {
  const late = new Promise((resolve) => { setTimeout(resolve, AWAKE_WITHIN); });
  await Promise.race([context.resume().catch(() => undefined), late]);
  return context.state === 'running';
}
