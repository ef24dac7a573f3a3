import css from './button.css';
import { clock } from '../elements/clock.js';
import { el, icon, say, sheet } from '../elements/dom.js';
import { CALL, HANG_UP } from '../elements/icons.js';
import { telLink } from './tel.js';
import { buttonWords } from './words.js';

export type ButtonState = 'idle' | 'permission' | 'ringing' | 'talking' | 'ended';

/** All that is to be seen. */
export interface View {
  readonly state: ButtonState;
  /** What the page calls it; '' where it says nothing. */
  readonly label: string;
  readonly talkedMs: number;
  /** The sentence beneath. */
  readonly remark: string;
  /** Whether the other way to call is offered: that of `tel`, else what stands inside the element. */
  readonly byPhone: boolean;
  readonly tel: string;
}

export interface Hand { readonly clicked: () => void; readonly comes: () => void }

/** What is seen of a button. */
export class Face {
  readonly #text = el('span', { attrs: { part: 'label' } });
  readonly #time = el('span', { attrs: { part: 'time', 'aria-hidden': 'true' } });
  readonly #picture = el('span', { className: 'picture' });
  readonly #button: HTMLButtonElement;
  readonly #remark = el('p', { className: 'remark', attrs: { part: 'hint', role: 'alert', dir: 'auto' } });
  readonly #link = el('a', { hidden: true, attrs: { part: 'phone', dir: 'auto' } });
  readonly #inside = el('slot', { hidden: true });
  readonly #live = el('p', { className: 'unseen', attrs: { role: 'status' } });

  /** Pointer events tell of fingers, too, before a click is one. */
  constructor({ clicked, comes }: Hand) {
    this.#button = el('button', { type: 'button', attrs: { part: 'button' }, on: { click: clicked, pointerenter: comes, pointerdown: comes, focus: comes } },
      this.#picture, this.#text, this.#time);
  }

  attach(host: HTMLElement): void {
    const root = host.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [sheet(css)];
    root.append(el('div', { className: 'frame' }, this.#button, this.#remark, this.#link, this.#inside, this.#live));
  }

  click(): void {
    this.#button.click();
  }

  show({ state, label, talkedMs, remark, byPhone, tel }: View): void {
    this.#button.dataset.state = state;
    say(this.#text, words(state, label));
    say(this.#time, state === 'talking' ? clock(talkedMs) : '');
    this.#draw(state === 'talking' ? HANG_UP : CALL);
    say(this.#remark, remark);
    const link = telLink(tel);
    this.#link.hidden = !byPhone || link === undefined;
    this.#inside.hidden = !byPhone || link !== undefined;
    if (link === undefined) return;
    this.#link.href = link;
    say(this.#link, buttonWords().byPhone(tel.trim()));
  }

  /** Reads a new state out. How a call ended, and what went wrong, the sentence beneath says by itself. */
  readOut(state: ButtonState, label: string): void {
    say(this.#live, state === 'talking' ? buttonWords().connected : state === 'idle' || state === 'ended' ? '' : words(state, label));
  }

  #draw(path: string): void {
    if (this.#picture.dataset.path === path) return;
    this.#picture.dataset.path = path;
    this.#picture.replaceChildren(icon(path));
  }
}

function words(state: ButtonState, label: string): string {
  const { call, again, ...others } = buttonWords(), name = label || call;
  switch (state) {
    case 'idle': return name;
    case 'permission': return others.permission;
    case 'ringing': return others.ringing;
    case 'talking': return others.hangUp;
    case 'ended': return again(name);
  }
}
