import { el, icon, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { RingdownError } from '../sdk/errors.js';
import { dialable } from '../sdk/numbers.js';
import { keypad } from './keypad.js';
import type { View } from './view.js';

export interface DialActions {
  readonly call: (to: string, video: boolean) => void;
  /** Whether calls with pictures are offered, too. */
  readonly video: boolean;
  /** The user is about to call. */
  readonly intend: () => void;
  readonly sound: (key: string) => void;
  /** Whether a call can be placed now. */
  readonly ready: () => boolean;
  /** The number last dialled, for calling it again. */
  readonly last: () => string;
  /** What stands in the field at first: a number that could not be called. */
  readonly draft: string;
}

/** A number, twelve keys and the green button. */
export function dialView(actions: DialActions): View {
  const number = el('input', {
    type: 'text', value: actions.draft, inputMode: 'tel', autocomplete: 'off', spellcheck: false, placeholder: 'Number or name', className: 'number',
    attrs: { 'aria-label': 'Number or name to call', 'enterkeyhint': 'go' },
    on: { input: () => changed(), paste },
  });
  const erase = el('button', { type: 'button', className: 'erase', attrs: { 'aria-label': 'Delete the last character' }, on: { click: backspace } },
    icon(ICONS.erase));
  const call = el('button', { type: 'submit', className: 'round green', on: { pointerenter: actions.intend } }, icon(ICONS.call), el('span', {}, 'Call'));
  const callName = call.lastElementChild as HTMLElement;
  const seen = el('button', { type: 'button', className: 'round quiet', hidden: !actions.video, on: { pointerenter: actions.intend, click: () => place(true) } },
    icon(ICONS.camera), el('span', {}, 'Video'));
  const root = el('form', { className: 'view dial', noValidate: true, on: { submit } },
    el('div', { className: 'entry' }, number, erase),
    keypad(type, () => type('+')),
    el('div', { className: 'actions' }, call, seen));

  function type(key: string): void {
    if (key !== '+') actions.sound(key);
    const at = number.selectionStart ?? number.value.length;
    number.setRangeText(key, at, number.selectionEnd ?? at, 'end');
    changed();
  }

  function backspace(): void {
    const end = number.selectionEnd ?? number.value.length;
    const start = number.selectionStart ?? end;
    number.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
    changed();
  }

  /** "tel:+44-20…" and "+44 (0)20 …" become what will be dialled; anything else is pasted as it is. */
  function paste(event: ClipboardEvent): void {
    try {
      const pasted = dialable(event.clipboardData?.getData('text') ?? '');
      number.setRangeText(pasted, number.selectionStart ?? 0, number.selectionEnd ?? number.value.length, 'end');
      event.preventDefault();
      changed();
    } catch (thrown) {
      if (!(thrown instanceof RingdownError)) throw thrown;
    }
  }

  /** Calling nothing fetches the last number, as on any phone. */
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    place(false);
  }

  function place(video: boolean): void {
    if (number.value.trim() !== '') return actions.call(number.value, video);
    number.value = actions.last();
    number.focus();
    update();
  }

  function changed(): void {
    actions.intend();
    update();
  }

  function update(): void {
    erase.hidden = number.value === '';
    seen.disabled = call.disabled = !actions.ready();
    say(callName, number.value.trim() === '' && actions.last() !== '' ? 'Redial' : 'Call');
  }

  function key(pressed: string, target: EventTarget | undefined): boolean {
    if (target === number) {
      if (/^[\d*#]$/.test(pressed)) actions.sound(pressed);
      return false;   // the field types for itself
    }
    if (/^[\d*#+]$/.test(pressed)) type(pressed);
    else if (pressed === 'Backspace') backspace();
    else if (pressed === 'Enter' && !(target instanceof HTMLButtonElement)) root.requestSubmit();
    else return false;
    return true;
  }

  update();
  return { name: 'dial', root, focus: number, update, key };
}
