import { el } from '../elements/dom.js';
import { words } from '../elements/words.js';
import type { Match } from './search.js';
import { suggestions } from './suggestions.js';

export interface PassOnActions {
  readonly transfer: (to: string) => void;
  readonly consult: (to: string) => void;
  /** Who may be meant by this. */
  readonly matches: (typed: string) => readonly Match[];
}

/** Asks to whom a call shall go: at once, or after a word with them. */
export function passOn(actions: PassOnActions): { readonly root: HTMLElement; readonly focus: HTMLInputElement } {
  const text = words().call;
  const to = el('input', {
    type: 'text', inputMode: 'tel', autocomplete: 'off', spellcheck: false, placeholder: words().phone.number, className: 'number', dir: 'ltr',
    attrs: { 'aria-label': text.transferTo },
    on: { input: () => look(), keydown: walk },
  });
  const found = suggestions(to, choose);
  const root = el('form', { className: 'pass', hidden: true, id: 'pass', noValidate: true, on: { submit } },
    el('div', { className: 'entry' }, to), el('div', { className: 'found' }, found.root),
    el('p', { className: 'choice-row' },
      el('button', { type: 'submit', className: 'plain' }, text.transferNow),
      el('button', { type: 'button', className: 'plain', on: { click: () => act(actions.consult) } }, text.askFirst)));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (found.chosen) choose(found.chosen);
    else act(actions.transfer);
  }

  function act(action: (to: string) => void): void {
    if (to.value.trim() === '') to.focus();
    else action(to.value);
  }

  function look(): void {
    found.show(actions.matches(to.value), true);
  }

  /** Only fills the field: whether they are asked first is another question. */
  function choose({ number }: Match): void {
    to.value = number;
    found.show([], true);
  }

  function walk(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    if (by && found.move(by)) event.preventDefault();
  }

  return { root, focus: to };
}
