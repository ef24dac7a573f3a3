import { el } from '../elements/dom.js';

/** A list whose rows are made anew when what they show is other, and not before: the focus stays in the row in which it is. */
export class List<Item> {
  readonly root = el('ul', { className: 'list' });
  readonly #row: (item: Item) => HTMLElement;
  #items: readonly Item[] = [];
  #also: unknown;

  constructor(row: (item: Item) => HTMLElement) {
    this.#row = row;
  }

  /** @param also what else the rows depend on */
  show(items: readonly Item[], also?: unknown): void {
    if (also === this.#also && items.length === this.#items.length && items.every((item, i) => item === this.#items[i])) return;
    const focused = this.#buttons().findIndex((button) => button.matches(':focus'));
    this.#items = items;
    this.#also = also;
    this.root.replaceChildren(...items.map(this.#row));
    if (focused >= 0) (this.#buttons()[focused] ?? this.#buttons().at(-1))?.focus();
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.root.querySelectorAll('button')];
  }
}
