import { el, icon, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { clock, nameOf, numberOf, stateWords } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';
import { keypad } from './keypad.js';
import type { View } from './view.js';

/** A call that speaks here, or is about to. */
export function callView(call: Call): View {
  const who = el('h2', { tabIndex: -1 });
  const number = el('p', { className: 'detail' });
  const state = el('p', { className: 'state' });
  const time = el('p', { className: 'time', attrs: { role: 'timer', 'aria-label': 'Duration' } });
  const avatar = el('div', { className: 'avatar big', attrs: { 'aria-hidden': 'true' } });
  const sent = el('output', { className: 'sent', attrs: { 'aria-label': 'Keys pressed' } });
  const keys = el('div', { className: 'pad', hidden: true, id: 'pad' }, sent, keypad(press));
  const mute = toggle('Mute', ICONS.mute, () => call.mute(!call.muted));
  const pad = toggle('Keypad', ICONS.keypad, showKeys, { 'aria-expanded': 'false', 'aria-controls': 'pad' });
  const hangup = el('button', { type: 'button', className: 'round red', on: { click: () => void call.hangup() } }, icon(ICONS.hangup), el('span', {}, 'Hang up'));
  const root = el('div', { className: 'view call' }, avatar, who, number, state, time, keys, el('div', { className: 'actions' }, mute, pad, hangup));

  function showKeys(): void {
    keys.hidden = !keys.hidden;
    avatar.hidden = !keys.hidden;
    pad.setAttribute('aria-expanded', String(!keys.hidden));
  }

  function press(key: string): void {
    sent.value = (sent.value + key).slice(-24);
    call.sendDTMF(key).catch(() => undefined);   // the call has just ended, which is said elsewhere
  }

  function update(): void {
    const talking = call.state === 'active' || call.state === 'reconnecting';
    say(who, nameOf(call.remote));
    say(number, numberOf(call.remote));
    say(avatar, nameOf(call.remote).charAt(0).toUpperCase());
    say(state, call.muted && call.state === 'active' ? 'Connected, your microphone is muted' : stateWords(call.state, call.direction));
    say(time, call.answeredAt && talking ? clock(Date.now() - call.answeredAt.getTime()) : '');
    mute.setAttribute('aria-pressed', String(call.muted));
    pad.disabled = !talking && call.state !== 'early-media';
  }

  function key(pressed: string): boolean {
    const digit = pressed.toUpperCase();
    if (/^[\d*#A-D]$/.test(digit) && !pad.disabled) {
      if (keys.hidden) showKeys();
      press(digit);
    } else if (digit === 'M') call.mute(!call.muted);
    else return false;
    return true;
  }

  update();
  return { name: `call ${call.id}`, root, focus: who, update, key };
}

function toggle(name: string, path: string, click: () => void, attrs: Record<string, string> = { 'aria-pressed': 'false' }): HTMLButtonElement {
  return el('button', { type: 'button', className: 'round quiet', attrs, on: { click } }, icon(path), el('span', {}, name));
}
