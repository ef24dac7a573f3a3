import { el, icon, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { nameOf, numberOf } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';
import type { View } from './view.js';

export interface IncomingActions {
  answer(call: Call, video: boolean): void;
  /** Whether another call would be held by answering. */
  holds(): boolean;
}

/** Somebody calls. */
export function incomingView(call: Call, actions: IncomingActions): View {
  const who = el('h2', { tabIndex: -1 });
  const number = el('p', { className: 'detail' });
  const avatar = el('div', { className: 'avatar big pulse', attrs: { 'aria-hidden': 'true' } });
  const answer = el('button', { type: 'button', className: 'round green', on: { click: () => actions.answer(call, false) } }, icon(ICONS.call), el('span', {}, 'Answer'));
  const answerName = answer.lastElementChild as HTMLElement;
  const decline = el('button', { type: 'button', className: 'round red', on: { click: () => call.reject() } }, icon(ICONS.hangup), el('span', {}, 'Decline'));
  const silence = el('button', { type: 'button', className: 'round quiet', on: { click: hush } }, icon(ICONS.silence), el('span', {}, 'Silence'));
  const seen = el('button', { type: 'button', className: 'round green', hidden: true, on: { click: () => actions.answer(call, true) } },
    icon(ICONS.camera), el('span', {}, 'Video'));
  const kicker = el('p', { className: 'kicker' });
  const root = el('div', { className: 'view incoming' },
    kicker, avatar, who, number,
    el('div', { className: 'actions' }, decline, silence, answer, seen));

  function hush(): void {
    call.ignore();
    silence.disabled = true;
    who.focus();
  }

  function update(): void {
    say(who, nameOf(call.remote));
    say(number, numberOf(call.remote));
    say(avatar, nameOf(call.remote).charAt(0).toUpperCase());
    say(kicker, call.offersVideo ? 'Incoming video call' : 'Incoming call');
    seen.hidden = !call.offersVideo;
    say(answerName, actions.holds() ? 'Hold & answer' : 'Answer');
  }

  update();
  return { name: `incoming ${call.id}`, root, focus: who, update, key: () => false };
}
