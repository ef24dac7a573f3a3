import { el, icon, round, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';
import { keypad } from './keypad.js';
import { pasted } from './paste.js';
import type { Match } from './search.js';
import { suggestions } from './suggestions.js';
import { isControl, type View } from './view.js';

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
  /** Who may be meant by this. */
  readonly matches: (typed: string) => readonly Match[];
  /** What stands in the field at first: a number that could not be called. */
  readonly draft: string;
}

/** A number, twelve keys and the green button. */
export function dialView(actions: DialActions): View {
  const text = words().phone;
  const number = el('input', {
    type: 'text', value: actions.draft, inputMode: 'tel', autocomplete: 'off', spellcheck: false, placeholder: text.number, className: 'number', dir: 'auto',
    attrs: { 'aria-label': text.numberToCall, 'enterkeyhint': 'go' },
    on: { input: () => changed(true), paste: pasteIn, keydown: walk },
  });
  const found = suggestions(number, (match) => actions.call(match.number, false));
  const erase = el('button', { type: 'button', className: 'erase', attrs: { 'aria-label': text.erase }, on: { click: backspace } },
    icon(ICONS.erase));
  const call = el('button', { type: 'submit', className: 'round green', on: { pointerenter: actions.intend } }, icon(ICONS.call), el('span', {}, text.call));
  const callName = call.lastElementChild as HTMLElement;
  const seen = round('quiet', ICONS.camera, text.video, () => place(true));
  seen.hidden = !actions.video;
  seen.addEventListener('pointerenter', actions.intend);
  const root = el('form', { className: 'view dial', noValidate: true, on: { submit } },
    el('div', { className: 'entry' }, number, erase), el('div', { className: 'found' }, found.root),
    keypad(type, () => type('+')),
    el('div', { className: 'actions' }, call, seen));

  function type(key: string): void {
    if (key !== '+') actions.sound(key);
    const at = number.selectionStart ?? number.value.length;
    number.setRangeText(key, at, number.selectionEnd ?? at, 'end');
    changed(false);
  }

  function backspace(): void {
    const end = number.selectionEnd ?? number.value.length;
    const start = number.selectionStart ?? end;
    number.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
    changed(false);
  }

  /** "tel:+44-20…" and "+44 (0)20 …" become what will be dialled; anything else is pasted as it is. */
  function pasteIn(event: ClipboardEvent): void {
    if (paste(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
  }

  function paste(given: string): boolean {
    const dialled = pasted(given);
    if (dialled === '') return false;
    number.setRangeText(dialled, number.selectionStart ?? 0, number.selectionEnd ?? number.value.length, 'end');
    changed(false);
    return true;
  }

  /** Calling nothing fetches the last number, as on any phone. */
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (found.chosen) actions.call(found.chosen.number, false);
    else place(false);
  }

  function place(video: boolean): void {
    if (number.value.trim() !== '') return actions.call(number.value, video);
    number.value = actions.last();
    number.focus();
    update();
  }

  function walk(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    if (by && found.move(by)) event.preventDefault();
  }

  /** @param typed by a keyboard: whoever looks at the field may see more than one match */
  function changed(typed: boolean): void {
    actions.intend();
    found.show(actions.matches(number.value), typed);
    update();
  }

  function update(): void {
    erase.hidden = number.value === '';
    seen.disabled = call.disabled = !actions.ready();
    say(callName, number.value.trim() === '' && actions.last() !== '' ? text.redial : text.call);
  }

  function key(pressed: string, target: EventTarget | undefined): boolean {
    if (pressed === 'Escape' && number.value !== '') {
      number.value = '';
      changed(false);
      return true;
    }
    if (target === number) {
      if (/^[\d*#]$/.test(pressed)) actions.sound(pressed);
      return false;   // the field types for itself
    }
    if (/^[\d*#+]$/.test(pressed)) type(pressed);
    else if (pressed === 'Backspace') backspace();
    else if (pressed === 'Enter' && !isControl(target)) root.requestSubmit();
    else return false;
    return true;
  }

  update();
  return { name: 'dial', root, focus: number, update, key, paste };
}
