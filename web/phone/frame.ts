import { el, icon, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';
import type { PhoneState } from '../sdk/ringdown.js';
import { type Tab, tabs } from './tabs.js';
import type { View } from './view.js';

export interface FrameActions {
  signOut(): void;
  reconnect(): void;
  choose(tab: Tab): void;
  voicemail(): void;
}

export interface Status {
  /** Undefined while nobody is signed in. */
  readonly state: PhoneState | undefined;
  readonly user: string;
  readonly maySignOut: boolean;
  readonly disturb: boolean;
  /** How many messages wait; 0 where only is known that some do, undefined where none does. */
  readonly voicemail: number | undefined;
  readonly missed: number;
  readonly tab: Tab;
  readonly talking: boolean;
}

/** What stays while the phone's faces change: who is signed in, the registration light, notices, and what is read out. */
export class Frame {
  readonly root: HTMLElement;
  readonly #light = el('span', { className: 'light', attrs: { 'aria-hidden': 'true' } });
  readonly #status = el('span', { attrs: { role: 'status' } });
  readonly #who = el('bdi', { className: 'who' });
  readonly #again: HTMLButtonElement;
  readonly #signOut: HTMLButtonElement;
  readonly #mailText = el('span');
  readonly #mail: HTMLButtonElement;
  readonly #noticeText = el('div', { className: 'notice-text', attrs: { role: 'alert' } });
  readonly #notice = el('div', { className: 'notice', hidden: true }, this.#noticeText,
    el('button', { type: 'button', className: 'plain', on: { click: () => this.notice('') } }, words().phone.dismiss));
  readonly #hint = el('div', { className: 'hint-place', hidden: true });
  readonly #outcome = el('p', { className: 'outcome' });
  readonly #live = el('p', { className: 'unseen', attrs: { role: 'status' } });
  readonly #alarm = el('p', { className: 'unseen', attrs: { role: 'alert' } });
  readonly #face = el('div', { className: 'face' });
  readonly #side = el('div', { className: 'side', attrs: { part: 'side' } });
  readonly #main: HTMLElement;
  readonly #tabs;
  #view: View | undefined;
  #panel: View | undefined;

  constructor(actions: FrameActions, ...below: HTMLElement[]) {
    const text = words().phone;
    this.#tabs = tabs((tab) => actions.choose(tab));
    this.#again = el('button', { type: 'button', className: 'plain', hidden: true, on: { click: () => actions.reconnect() } }, text.connect);
    this.#signOut = el('button', { type: 'button', className: 'plain', hidden: true, on: { click: () => actions.signOut() } }, text.signOut);
    this.#mail = el('button', { type: 'button', className: 'mail', hidden: true, on: { click: () => actions.voicemail() } }, icon(ICONS.voicemail), this.#mailText);
    this.#main = el('div', { className: 'main', attrs: { part: 'main' } }, this.#face, this.#outcome, ...below);
    this.root = el('section', { className: 'phone', attrs: { 'aria-label': text.name, part: 'phone' } },
      el('header', { attrs: { part: 'header' } }, el('p', { className: 'line' }, this.#light, this.#status, this.#again), this.#mail, el('p', { className: 'line' }, this.#who, this.#signOut)),
      this.#notice, this.#hint, this.#main, this.#tabs.root, this.#side, this.#live, this.#alarm);
  }

  status({ state, user, maySignOut, disturb, voicemail, missed, tab, talking }: Status): void {
    const shown = disturb && state === 'registered' ? 'disturb' : state;
    this.#light.dataset.state = shown ?? '';
    say(this.#status, shown ? words().states[shown] : words().phone.notSignedIn);
    say(this.#who, state ? user : '');
    this.#again.hidden = state !== 'offline';
    this.#signOut.hidden = !state || !maySignOut;
    this.#mail.hidden = !state || voicemail === undefined;
    say(this.#mailText, words().settings.voicemail(voicemail ?? 0));
    this.#tabs.update(tab, missed, talking);
    this.root.classList.toggle('signed-in', state !== undefined);
    this.root.dataset.tab = state ? tab : 'phone';
  }

  /** Something that must be seen until it is dismissed; empty: nothing any more. */
  notice(content: string | HTMLElement): void {
    this.#notice.hidden = content === '';
    if (typeof content === 'string') say(this.#noticeText, content);
    else this.#noticeText.replaceChildren(content);
  }

  /** A word beforehand; undefined: nothing to say. */
  hint(content: HTMLElement | undefined): void {
    this.#hint.replaceChildren(...(content ? [content] : []));
    this.#hint.hidden = content === undefined;
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

  get panel(): View | undefined {
    return this.#panel;
  }

  /** Whether there is room for the calls now, or a list is in their place. */
  get faceIsShown(): boolean {
    return getComputedStyle(this.#main).display !== 'none';
  }

  /** @param takesFocus whether the new face takes the focus even when the old one did not have it */
  show(view: View, takesFocus: boolean): void {
    const had = this.#hasFocus(this.#view);
    this.#view?.close?.();
    this.#view = view;
    this.#face.replaceChildren(view.root);
    this.#outcome.hidden = view.name !== 'dial';
    if (had || takesFocus) view.focus.focus({ preventScroll: true });
  }

  /** The list beside the calls, or in their place. */
  showPanel(view: View | undefined): void {
    if (view === this.#panel) return;
    const had = this.#hasFocus(this.#panel);
    this.#panel?.close?.();
    this.#panel = view;
    this.#side.replaceChildren(...(view ? [view.root] : []));
    if (had) view?.focus.focus({ preventScroll: true });
  }

  /** The view that has the focus, else the one that has to do with calls. */
  get active(): View | undefined {
    return this.#hasFocus(this.#panel) ? this.#panel : this.#view;
  }

  #hasFocus(view: View | undefined): boolean {
    const root = this.root.getRootNode();
    return view?.root.contains(root instanceof ShadowRoot ? root.activeElement : null) === true;
  }
}
