import { el } from '../elements/dom.js';
import { words } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import { microphone } from '../sdk/microphone.js';
import type { Notifier } from './notifier.js';
import type { KeptSettings } from './settings.js';

export interface HintActions {
  show(content: HTMLElement | undefined): void;
  /** The microphone was refused. */
  refused(error: RingdownError): void;
  settings(): KeptSettings | undefined;
}

/** A word beforehand, one at a time: what the browser will ask had better be answered before it rings. */
export class Hints {
  readonly #actions: HintActions;
  readonly #notifier: Notifier;

  constructor(notifier: Notifier, actions: HintActions) {
    this.#notifier = notifier;
    this.#actions = actions;
  }

  async look(): Promise<void> {
    const settings = this.#actions.settings();
    if (!settings || settings.now.hintsLater) return this.#actions.show(undefined);
    const text = words().hints;
    const permission = await microphonePermission();
    if (permission === 'prompt') this.#offer(text.microphone, text.allow, () => this.#microphone());
    else if (this.#notifier.allowed === 'default' && settings.now.notices) this.#offer(text.notices, text.turnOn, () => this.#notifier.ask());
    else this.#actions.show(undefined);
  }

  #offer(text: string, yes: string, act: () => Promise<unknown>): void {
    const go = (after: () => void) => () => { after(); void this.look(); };
    this.#actions.show(el('div', { className: 'coach' }, el('p', {}, text), el('p', { className: 'choice-row' },
      el('button', { type: 'button', className: 'plain', on: { click: go(() => this.#actions.settings()?.set({ hintsLater: true })) } }, words().hints.later),
      el('button', { type: 'button', className: 'solid', on: { click: () => void act().then(() => this.look()) } }, yes))));
  }

  /** Asks, and lets it go again: what counts is the answer. */
  async #microphone(): Promise<void> {
    try {
      for (const track of (await microphone(true)).getTracks()) track.stop();
    } catch (thrown) {
      this.#actions.refused(RingdownError.from(thrown, 'mic-denied'));
    }
  }
}

/** Whether the browser will ask for the microphone, or what it does not say. */
async function microphonePermission(): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state;
  } catch {
    return 'unknown';
  }
}
