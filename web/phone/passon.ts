import { el } from '../elements/dom.js';

export interface PassOnActions {
  readonly transfer: (to: string) => void;
  readonly consult: (to: string) => void;
}

/** Asks to whom a call shall go: at once, or after a word with them. */
export function passOn(actions: PassOnActions): { readonly root: HTMLElement; readonly focus: HTMLInputElement } {
  const to = el('input', {
    type: 'text', inputMode: 'tel', autocomplete: 'off', spellcheck: false, placeholder: 'Number or name', className: 'number',
    attrs: { 'aria-label': 'Number or name to transfer the call to' },
  });
  const root = el('form', { className: 'pass', hidden: true, id: 'pass', noValidate: true, on: { submit } },
    el('div', { className: 'entry' }, to),
    el('p', { className: 'choice-row' },
      el('button', { type: 'submit', className: 'plain' }, 'Transfer now'),
      el('button', { type: 'button', className: 'plain', on: { click: () => act(actions.consult) } }, 'Ask first')));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    act(actions.transfer);
  }

  function act(action: (to: string) => void): void {
    if (to.value.trim() === '') to.focus();
    else action(to.value);
  }

  return { root, focus: to };
}
