import { el, say } from '../elements/dom.js';
import { errorWords, words } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import { pasted } from './paste.js';
import type { Contact } from './records.js';

export interface FormActions {
  keep(contact: Contact): Promise<void>;
  forget(): Promise<void>;
  readonly close: () => void;
}

const LONGEST_NAME = 128;

/** A name and a number. */
export function contactForm(contact: Contact, known: boolean, actions: FormActions): { readonly root: HTMLElement; readonly focus: HTMLElement } {
  const text = words().contacts;
  const wrong = el('p', { className: 'wrong', id: 'contact-wrong', attrs: { role: 'alert' } });
  const name = field(text.personName, { value: contact.name, maxLength: LONGEST_NAME, autocomplete: 'off' });
  const number = field(text.number, { value: contact.number, inputMode: 'tel', autocomplete: 'off', dir: 'ltr' });
  const remove = el('button', { type: 'button', className: 'plain danger', hidden: !known, on: { click: () => void attempt(actions.forget()) } }, text.remove);
  const root = el('form', { className: 'form', noValidate: true, attrs: { 'aria-label': text.title }, on: { submit } }, name.label, number.label, wrong,
    el('div', { className: 'bar' }, remove, el('button', { type: 'button', className: 'plain', on: { click: actions.close } }, text.cancel), el('button', { type: 'submit', className: 'solid' }, text.save)));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const kept = { name: name.input.value.trim(), number: pasted(number.input.value) };
    if (kept.name === '') return name.input.focus();
    if (kept.number !== '') return void attempt(actions.keep(kept));
    say(wrong, text.badNumber);
    number.input.focus();
  }

  async function attempt(asked: Promise<void>): Promise<void> {
    try {
      await asked;
      actions.close();
    } catch (thrown) {
      say(wrong, `${text.failed} ${errorWords(RingdownError.from(thrown, 'bad-state'))}`);
    }
  }

  return { root, focus: contact.name === '' ? name.input : number.input };

  function field(label: string, props: Partial<HTMLInputElement>): { label: HTMLLabelElement; input: HTMLInputElement } {
    const input = el('input', { type: 'text', spellcheck: false, ...props as object, attrs: { 'aria-describedby': 'contact-wrong' } });
    return { label: el('label', { className: 'field' }, el('span', {}, label), input), input };
  }
}
