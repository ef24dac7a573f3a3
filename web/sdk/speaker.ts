import type { Output } from './devices/output.js';
import type { Platform } from './platform.js';
import type { Unsubscribe } from './ringdown.js';

/** Where the far end of one call is heard: an element of its own, or one that the page has attached. */
export class Speaker {
  readonly #platform: Platform;
  readonly #output: Output;
  readonly #blocked: (thrown: unknown) => void;
  #stream: MediaStream | undefined;
  #own: HTMLAudioElement | undefined;
  #attached: HTMLMediaElement | undefined;
  #forgetGesture: (() => void) | undefined;

  /** @param blocked told when the browser plays nothing before the user has clicked; the next click or key is tried by itself */
  constructor(platform: Platform, output: Output, blocked: (thrown: unknown) => void) {
    this.#platform = platform;
    this.#output = output;
    this.#blocked = blocked;
  }

  play(stream: MediaStream): void {
    this.#stream = stream;
    const element = this.#attached ?? (this.#own ??= this.#platform.audioElement());
    this.#output.follow(element);
    if (element.srcObject !== stream) element.srcObject = stream;
    this.#start(element);
  }

  attach(element: HTMLMediaElement): Unsubscribe {
    this.#silence(this.#own);
    this.#attached = element;
    if (this.#stream) this.play(this.#stream);
    return () => {
      if (this.#attached !== element) return;
      this.#silence(element);
      this.#attached = undefined;
      if (this.#stream) this.play(this.#stream);
    };
  }

  stop(): void {
    this.#stream = undefined;
    this.#forgetGesture?.();
    this.#silence(this.#own);
    this.#silence(this.#attached);
  }

  #start(element: HTMLMediaElement): void {
    element.autoplay = true;
    element.play().catch((thrown: unknown) => {
      // Anything else is an element that was given another stream meanwhile.
      if (!(thrown instanceof Error) || thrown.name !== 'NotAllowedError' || !element.srcObject) return;
      this.#retryOnGesture();
      this.#blocked(thrown);
    });
  }

  #retryOnGesture(): void {
    this.#forgetGesture?.();
    const retry = () => {
      this.#forgetGesture?.();
      if (this.#stream) this.play(this.#stream);
    };
    const offs = ['pointerup', 'keydown'].map((event) => this.#platform.on(event, retry));
    this.#forgetGesture = () => {
      offs.forEach((off) => off());
      this.#forgetGesture = undefined;
    };
  }

  #silence(element: HTMLMediaElement | undefined): void {
    if (!element) return;
    this.#output.forget(element);
    element.pause();
    element.srcObject = null;
  }
}
