import { RingdownError } from '../errors.js';
import type { Platform } from '../platform.js';
import { Choice } from './choice.js';

/** Without what Safari's elements do not have. */
type Element = Omit<HTMLMediaElement, 'setSinkId'> & { setSinkId?(id: string): Promise<void> };

/** A loudspeaker that may be chosen, and the elements that play through it. */
export class Output {
  readonly choice = new Choice('audiooutput');
  readonly #elements = new Set<Element>();

  /** Another is wanted from now on. What is returned undoes it. */
  want(id: string): () => void {
    const { wanted } = this.choice;
    this.choice.want(id);
    return () => this.choice.want(wanted);
  }

  follow(element: HTMLMediaElement): void {
    if (this.#elements.has(element)) return;
    this.#elements.add(element);
    if (this.choice.used !== '') this.#direct(element).catch(() => undefined);   // it plays where the system says, then
  }

  forget(element: HTMLMediaElement): void {
    this.#elements.delete(element);
  }

  /** Sends what plays to the device that is used now. */
  async redirect(): Promise<void> {
    await Promise.all([...this.#elements].map((element) => this.#direct(element)));
  }

  /** Plays what a browser has blocked; to be called in a click. */
  async unlock(): Promise<void> {
    const silent = [...this.#elements].filter((element) => element.srcObject && element.paused);
    await Promise.all(silent.map((element) => element.play()));
  }

  async #direct(element: Element): Promise<void> {
    try {
      await element.setSinkId?.(this.choice.used);
    } catch (thrown) {
      throw new RingdownError('speaker-not-found', { cause: thrown });
    }
  }
}

/** Safari lets no page choose. */
export function insistOnChoice(platform: Platform): void {
  if (platform.choosesSpeaker) return;
  throw new RingdownError('unsupported-browser', {
    message: 'This browser plays where the system says, and lets no page choose the loudspeaker.',
    hint: 'Choose the loudspeaker in the system’s sound settings.' });
}
