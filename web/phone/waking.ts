import { RingdownError } from '../sdk/errors.js';
import type { KeptSettings } from './settings.js';

/** What of the phone it takes. */
export interface Wakeable {
  readonly canPush: boolean;
  enablePush(): Promise<void>;
  disablePush(): Promise<void>;
}

/** Whether this browser is woken when a call rings and the page is closed: the user's wish, and why it could not be had. */
export class Waking {
  readonly #phone: Wakeable;
  readonly #settings: KeptSettings;
  #trouble = '';
  #busy = false;

  constructor(phone: Wakeable, settings: KeptSettings) {
    this.#phone = phone;
    this.#settings = settings;
  }

  get possible(): boolean { return this.#phone.canPush; }
  get on(): boolean { return this.#settings.now.closed; }
  get busy(): boolean { return this.#busy; }
  /** Why it could not be had last, and what helps; '' where nothing is wrong. */
  get trouble(): string { return this.#trouble; }

  /** To be called from a click: browsers ask at no other time. What is wished is kept only where it came true. */
  async set(on: boolean): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#trouble = '';
    try {
      await (on ? this.#phone.enablePush() : this.#phone.disablePush());
      this.#settings.set({ closed: on });
    } catch (thrown) {
      this.#trouble = said(thrown);
    } finally {
      this.#busy = false;
    }
  }

  /** A page that opens tells a gateway that may have forgotten. @param allowed whether that asks the user nothing */
  async renew(allowed: boolean): Promise<void> {
    if (this.on && allowed) await this.#phone.enablePush().catch(() => undefined);   // the wish stays: the next page tries again
  }
}

function said(thrown: unknown): string {
  if (thrown instanceof RingdownError) return `${thrown.message} ${thrown.hint}`;
  return thrown instanceof Error ? thrown.message : String(thrown);   // the browser's own words, where a worker is not to be had
}
