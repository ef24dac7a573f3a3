import { sleep } from './deferred.js';
import { type Press, parseDtmf } from './dtmf.js';

export interface KeysListener {
  /** Sends keys to the far end; throws when that cannot be. */
  send(digits: string, duration: number, gap: number): void;
  /** The far end begins to hear this one. */
  sounded(digit: string, duration: number): void;
}

/** Presses keys one after the other, also when they are asked for all at once. */
export class Keys {
  readonly #listener: KeysListener;
  #last: Promise<void> = Promise.resolve();

  constructor(listener: KeysListener) {
    this.#listener = listener;
  }

  async press(text: string, duration: number, gap: number): Promise<void> {
    const presses = parseDtmf(text);
    const before = this.#last;
    const done = (async () => {
      await before;
      for (const press of presses) await this.#press(press, duration, gap);
    })();
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #press(press: Press, duration: number, gap: number): Promise<void> {
    if ('pause' in press) return sleep(press.pause);
    this.#listener.send(press.digits, duration, gap);
    for (const digit of press.digits) {
      this.#listener.sounded(digit, duration);
      await sleep(duration + gap);
    }
  }
}
