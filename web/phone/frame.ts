import { el, say } from '../elements/dom.js';
import type { PhoneState } from '../sdk/ringdown.js';
import type { View } from './view.js';

const STATES: Readonly<Record<PhoneState, string>> = {
  offline: 'Offline',
  connecting: 'Connecting…',
  online: 'Ready to call',
  registered: 'Ready for calls',
  reconnecting: 'Connection lost, reconnecting…',
};

export interface FrameActions {
  signOut(): void;
  reconnect(): void;
}

/** What stays while the phone's faces change: who is signed in, the registration light, notices, and what is read out. */
export class Frame {
  readonly root: HTMLElement;
  readonly #light = el('span', { className: 'light', attrs: { 'aria-hidden': 'true' } });
  readonly #status = el('span');
  readonly #who = el('span', { className: 'who' });
  readonly #again: HTMLButtonElement;
  readonly #signOut: HTMLButtonElement;
  readonly #noticeText = el('p');
  readonly #notice = el('div', { className: 'notice', hidden: true, attrs: { role: 'alert' } }, this.#noticeText,
    el('button', { type: 'button', className: 'plain', on: { click: () => this.notice('') } }, 'Dismiss'));
  readonly #outcome = el('p', { className: 'outcome' });
  readonly #live = el('p', { className: 'unseen', attrs: { role: 'status' } });
  readonly #alarm = el('p', { className: 'unseen', attrs: { role: 'alert' } });
  readonly #face = el('div', { className: 'face' });
  #view: View | undefined;

  constructor(actions: FrameActions, ...below: HTMLElement[]) {
    this.#again = el('button', { type: 'button', className: 'plain', hidden: true, on: { click: () => actions.reconnect() } }, 'Connect');
    this.#signOut = el('button', { type: 'button', className: 'plain', hidden: true, on: { click: () => actions.signOut() } }, 'Sign out');
    this.root = el('section', { className: 'phone', attrs: { 'aria-label': 'Phone', part: 'phone' } },
      el('header', {}, el('p', { className: 'line' }, this.#light, this.#status, this.#again), el('p', { className: 'line' }, this.#who, this.#signOut)),
      this.#notice, this.#face, this.#outcome, ...below, this.#live, this.#alarm);
  }

  /** @param state undefined while nobody is signed in */
  status(state: PhoneState | undefined, user: string, maySignOut: boolean): void {
    this.#light.dataset.state = state ?? '';
    say(this.#status, state ? STATES[state] : 'Not signed in');
    say(this.#who, state ? user : '');
    this.#again.hidden = state !== 'offline';
    this.#signOut.hidden = !state || !maySignOut;
  }

  /** Something that must be seen until it is dismissed; empty: nothing any more. */
  notice(text: string): void {
    say(this.#noticeText, text);
    this.#notice.hidden = text === '';
  }

  /** How the last call ended, under the dial pad. */
  outcome(text: string): void {
    say(this.#outcome, text);
  }

  readOut(text: string): void {
    say(this.#live, text);
  }

  /** Read out at once, whatever else is being read. */
  alarm(text: string): void {
    say(this.#alarm, text);
  }

  get view(): View | undefined {
    return this.#view;
  }

  /** @param takesFocus whether the new face takes the focus even when the old one did not have it */
  show(view: View, takesFocus: boolean): void {
    const root = this.root.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    const had = this.#view?.root.contains(focused) ?? false;
    this.#view = view;
    this.#face.replaceChildren(view.root);
    this.#outcome.hidden = view.name !== 'dial';
    if (had || takesFocus) view.focus.focus({ preventScroll: true });
  }
}
