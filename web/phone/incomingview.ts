import { avatar, el, round, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { numberOf, words } from '../elements/words.js';
import type { Call, Party } from '../sdk/ringdown.js';
import { isControl, type View } from './view.js';

export interface IncomingActions {
  answer(call: Call, options: { readonly video: boolean; readonly ends: boolean }): void;
  /** Whether another call would be held by answering. */
  holds(): boolean;
  nameOf(party: Party): string;
}

/** Somebody calls. Enter answers, Esc silences. */
export function incomingView(call: Call, actions: IncomingActions): View {
  const text = words().call;
  const who = el('h2', { tabIndex: -1 });
  const number = el('p', { className: 'detail', dir: 'ltr' });
  const face = avatar('big pulse');
  const answer = round('green', ICONS.call, text.answer, () => take(false), { 'aria-keyshortcuts': 'Enter' });
  const answerName = answer.lastElementChild as HTMLElement;
  const decline = round('red', ICONS.hangup, text.decline, () => call.reject());
  const silence = round('quiet', ICONS.silence, text.silence, hush, { 'aria-keyshortcuts': 'Escape' });
  const seen = round('green', ICONS.camera, text.answer, () => take(true), { 'aria-label': `${text.answer}, ${words().phone.video}` });
  const end = el('button', { type: 'button', className: 'plain', on: { click: () => actions.answer(call, { video: false, ends: true }) } }, text.endAndAnswer);
  const kicker = el('p', { className: 'kicker' });
  const root = el('div', { className: 'view incoming' },
    kicker, face.root, who, number, el('div', { className: 'actions' }, decline, silence, answer, seen), end);

  function take(video: boolean): void {
    actions.answer(call, { video, ends: false });
  }

  function hush(): void {
    call.ignore();
    silence.disabled = true;
    who.focus();
  }

  function update(): void {
    const name = actions.nameOf(call.remote);
    say(who, name);
    say(number, numberOf({ ...call.remote, name }));
    number.hidden = number.textContent === name;
    face.show(name);
    say(kicker, call.offersVideo ? text.incomingVideo : text.incoming);
    seen.hidden = !call.offersVideo;
    end.hidden = !actions.holds();
    say(answerName, actions.holds() ? text.holdAndAnswer : text.answer);
  }

  function key(pressed: string, target: EventTarget | undefined): boolean {
    if (pressed === 'Enter' && !isControl(target)) take(false);
    else if (pressed === 'Escape' && !silence.disabled) hush();
    else return false;
    return true;
  }

  update();
  return { name: `incoming ${call.id}`, root, focus: who, update, key };
}
