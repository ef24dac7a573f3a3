import { ICONS } from './icons.js';

/** Small help with the DOM. Nothing here needs inline styles, markup in strings or eval: strict pages allow it all. */

type Props<K extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[K], 'style'>>;

interface Extras {
  /** Attributes, of which undefined ones are left out. */
  attrs?: Readonly<Record<string, string | undefined>>;
  on?: Readonly<Record<string, (event: never) => void>>;
}

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K, { attrs = {}, on = {}, ...props }: Props<K> & Extras = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  Object.assign(element, props);
  for (const [attr, value] of Object.entries(attrs)) if (value !== undefined) element.setAttribute(attr, value);
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener as (event: Event) => void);
  element.append(...children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon drawn by one path in a 24 x 24 field; a picture of what the words beside it say. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const drawing = document.createElementNS(SVG, 'path');
  drawing.setAttribute('d', path);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(drawing);
  return svg;
}

export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** Changes a text only when it is another one: what has not changed is not read out again. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Elements can be defined only in a browser, but the module may be loaded anywhere. */
export const ElementBase: typeof HTMLElement =
  typeof HTMLElement === 'function' ? HTMLElement : Object as unknown as typeof HTMLElement;

/** How many colours `avatar` knows; the style sheet has as many. */
const TINTS = 6;

/** The first letter of a name, on a colour that is always the same for it; a number has no letter. */
export function avatar(classes: string): { readonly root: HTMLElement; show(name: string): void } {
  const root = el('div', { className: `avatar ${classes}`, attrs: { 'aria-hidden': 'true' } });
  let shown: string | undefined;
  const show = (name: string) => {
    if (name === shown) return;
    shown = name;
    let sum = 0;
    for (const letter of name) sum += letter.codePointAt(0) ?? 0;
    root.dataset.tint = String(sum % TINTS);
    root.replaceChildren(/^\p{L}/u.exec(name)?.[0].toUpperCase() ?? icon(ICONS.contacts));
  };
  return { root, show };
}

/** A word for whoever listens to the page. */
export function unseen(text: string): HTMLElement {
  return el('span', { className: 'unseen' }, `${text} `);
}

/** An icon with its word below: what a click does. */
export function round(className: string, path: string, name: string, click: () => void, attrs: Readonly<Record<string, string>> = {}): HTMLButtonElement {
  return el('button', { type: 'button', className: `round ${className}`, attrs, on: { click } }, icon(path), el('span', {}, name));
}
