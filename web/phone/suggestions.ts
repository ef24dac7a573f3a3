import { el, say } from '../elements/dom.js';
import { words } from '../elements/words.js';
import type { Match } from './search.js';

export interface Suggestions {
  readonly root: HTMLElement;
  /** The one that Enter would take, as long as one is chosen. */
  readonly chosen: Match | undefined;
  /** @param all one alone leaves the keypad where it is */
  show(found: readonly Match[], all: boolean): void;
  /** Up or down among them; false where there are none. */
  move(by: 1 | -1): boolean;
}

/** Who may be meant, below the field: a listbox that the field's arrow keys walk through (combobox of WAI-ARIA). */
export function suggestions(field: HTMLInputElement, take: (match: Match) => void): Suggestions {
  const root = el('ul', { className: 'suggestions', id: 'suggestions', attrs: { role: 'listbox', 'aria-label': words().phone.suggestions } });
  let found: readonly Match[] = [];
  let at = -1;
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': root.id })) field.setAttribute(name, value);

  function option(match: Match, i: number): HTMLElement {
    // Pressing the mouse must not take the focus out of the field.
    const row = el('li', { id: `suggestion-${i}`, attrs: { role: 'option' }, on: { mousedown: (event: MouseEvent) => event.preventDefault(), click: () => take(match) } },
      el('bdi', { className: 'name' }), el('bdi', { className: 'sub' }));
    say(row.firstElementChild as HTMLElement, match.name || match.number);
    say(row.lastElementChild as HTMLElement, match.name ? match.number : '');
    return row;
  }

  function show(matches: readonly Match[], all: boolean): void {
    root.classList.toggle('all', all);
    const same = matches.length === found.length && matches.every(({ number, name }, i) => number === found[i]?.number && name === found[i].name);
    if (same) return;
    found = matches;
    root.replaceChildren(...found.map(option));
    root.hidden = found.length === 0;
    choose(-1);
  }

  function choose(next: number): void {
    at = next;
    [...root.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === at)));
    field.setAttribute('aria-expanded', String(found.length > 0));
    if (at >= 0) field.setAttribute('aria-activedescendant', `suggestion-${at}`);
    else field.removeAttribute('aria-activedescendant');
  }

  function move(by: 1 | -1): boolean {
    if (found.length === 0) return false;
    root.classList.add('all');
    choose(at < 0 ? (by > 0 ? 0 : found.length - 1) : at + by >= found.length ? -1 : at + by);
    return true;
  }

  root.hidden = true;
  choose(-1);
  return { root, get chosen() { return found[at]; }, show, move };
}
