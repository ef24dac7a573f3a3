import { el } from '../elements/dom.js';
import { words } from '../elements/words.js';

const KEYS: readonly (readonly [key: string, letters: string])[] = [
  ['1', ''], ['2', 'ABC'], ['3', 'DEF'], ['4', 'GHI'], ['5', 'JKL'], ['6', 'MNO'], ['7', 'PQRS'], ['8', 'TUV'], ['9', 'WXYZ'], ['*', ''], ['0', '+'], ['#', ''],
];
const LONG = 500;

/** Twelve keys. With `long`, a long press of 0 is a plus. */
export function keypad(press: (key: string) => void, long?: () => void): HTMLElement {
  // A click leaves the focus where it is: who clicks 6 0 0 and then presses Enter wants to call, not another 0.
  const stay = (event: MouseEvent) => event.preventDefault();
  const text = words().phone;
  const names: Readonly<Record<string, string>> = { '*': text.star, '#': text.hash, ...(long && { 0: text.zero }) };
  return el('div', { className: 'keys', dir: 'ltr', on: { mousedown: stay }, attrs: { role: 'group', 'aria-label': text.keypad } },   // a keypad has one order everywhere
    ...KEYS.map(([key, letters]) => {
      const held = key === '0' ? long : undefined;
      const button = el('button', { type: 'button', attrs: { 'aria-label': names[key] } },
        el('span', { className: 'digit' }, key), el('span', { className: 'letters', attrs: { 'aria-hidden': 'true' } }, held || key !== '0' ? letters : ''));
      if (held) pressOrHold(button, () => press(key), held);
      else button.addEventListener('click', () => press(key));
      return button;
    }));
}

/** A click that came after a long press is not another press. */
function pressOrHold(button: HTMLButtonElement, press: () => void, held: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasHeld = false;
  button.addEventListener('pointerdown', () => {
    wasHeld = false;
    timer = setTimeout(() => {
      wasHeld = true;
      held();
    }, LONG);
  });
  for (const end of ['pointerup', 'pointerleave', 'pointercancel']) button.addEventListener(end, () => clearTimeout(timer));
  button.addEventListener('contextmenu', (event) => event.preventDefault());   // what a long touch means elsewhere
  button.addEventListener('click', () => {
    if (!wasHeld) press();
    wasHeld = false;
  });
}
