/** A page made of paper: as much of the DOM as our button touches. Not here: style, layout, a tree that can be searched. */
import { vi } from 'vitest';

export class PaperElement extends EventTarget {
  readonly attributes = new Map<string, string>();
  readonly dataset: Record<string, string> = {};
  readonly children: PaperElement[] = [];
  adoptedStyleSheets: unknown[] = [];
  shadowRoot: PaperElement | null = null;
  hidden = false;
  href = '';
  isConnected = false;
  #text = '';
  localName = '';

  get textContent(): string { return this.#text + this.children.map((child) => child.textContent).join(''); }
  set textContent(text: string) { this.#text = text; }
  getAttribute(name: string): string | null { return this.attributes.get(name) ?? null; }
  setAttribute(name: string, value: string): void { this.attributes.set(name, value); }
  append(...children: (PaperElement | string)[]): void {
    for (const child of children) if (typeof child === 'string') this.#text += child; else this.children.push(child);
  }
  replaceChildren(...children: PaperElement[]): void { this.children.splice(0, this.children.length, ...children); }
  click(): void { this.dispatchEvent(new Event('click')); }
  attachShadow(): PaperElement { return this.shadowRoot = new PaperElement(); }

  /** The first below that has this part, or is called so. */
  find(name: string): PaperElement {
    const found = this.#below().find((child) => child.attributes.get('part') === name || child.localName === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  }

  #below(): PaperElement[] {
    return this.children.flatMap((child) => [child, ...child.#below()]);
  }
}

/** Before the elements' modules are loaded, which look for it at once. */
export function layPaper(): void {
  vi.stubGlobal('HTMLElement', PaperElement);
  vi.stubGlobal('CSSStyleSheet', class { replaceSync(): void { /* nothing is seen */ } });
  vi.stubGlobal('document', {
    documentElement: { lang: 'en' },
    createElement: (name: string) => Object.assign(new PaperElement(), { localName: name }),
    createElementNS: () => new PaperElement(),
  });
}
