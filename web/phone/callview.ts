import { el, icon, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { clock, nameOf, numberOf, stateWords } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';
import { keypad } from './keypad.js';
import { passOn } from './passon.js';
import { stage } from './stage.js';
import type { View } from './view.js';

export interface CallActions {
  hold(call: Call, on: boolean): void;
  transfer(call: Call, to: string): void;
  /** Shows the camera, or no longer. */
  video(call: Call, on: boolean): void;
  /** Holds this one and asks somebody else first. */
  consult(call: Call, to: string): void;
}

/** A call that speaks here, or is about to. */
export function callView(call: Call, actions: CallActions): View {
  const who = el('h2', { tabIndex: -1 });
  const number = el('p', { className: 'detail' });
  const state = el('p', { className: 'state' });
  const time = el('p', { className: 'time', attrs: { role: 'timer', 'aria-label': 'Duration' } });
  const recorded = el('p', { className: 'recorded', hidden: true, attrs: { role: 'status' } });
  const avatar = el('div', { className: 'avatar big', attrs: { 'aria-hidden': 'true' } });
  const sent = el('output', { className: 'sent', attrs: { 'aria-label': 'Keys pressed' } });
  const keys = el('div', { className: 'pad', hidden: true, id: 'pad' }, sent, keypad(press));
  const mute = toggle('Mute', ICONS.mute, () => call.mute(!call.muted));
  const pad = toggle('Keypad', ICONS.keypad, showKeys, { 'aria-expanded': 'false', 'aria-controls': 'pad' });
  const hold = toggle('Hold', ICONS.hold, () => actions.hold(call, !call.held));
  const pictures = stage(call);
  const video = toggle('Video', ICONS.camera, () => actions.video(call, call.localVideo === undefined));
  const away = passOn({ transfer: (to) => actions.transfer(call, to), consult: (to) => actions.consult(call, to) });
  const pass = toggle('Transfer', ICONS.transfer, showPass, { 'aria-expanded': 'false', 'aria-controls': 'pass' });
  const hangup = el('button', { type: 'button', className: 'round red', on: { click: () => void call.hangup() } }, icon(ICONS.hangup), el('span', {}, 'Hang up'));
  const root = el('div', { className: 'view call' }, pictures.root, avatar, who, number, state, time, recorded, keys, away.root,
    el('div', { className: 'actions many' }, mute, hold, pad, pass, video, hangup));

  let folded = true;

  function showKeys(): void {
    unfold(keys.hidden === true, false);
  }

  function showPass(): void {
    unfold(false, away.root.hidden === true);
    if (!away.root.hidden) away.focus.focus();
  }

  function unfold(keypad: boolean, passing: boolean): void {
    keys.hidden = !keypad;
    away.root.hidden = !passing;
    folded = !keypad && !passing;
    avatar.hidden = !folded || pictures.shown;
    pad.setAttribute('aria-expanded', String(keypad));
    pass.setAttribute('aria-expanded', String(passing));
  }

  function press(key: string): void {
    sent.value = (sent.value + key).slice(-24);
    call.sendDTMF(key).catch(() => undefined);   // the call has just ended, which is said elsewhere
  }

  function update(): void {
    const talking = call.state === 'active' || call.state === 'held' || call.state === 'reconnecting';
    say(who, nameOf(call.remote));
    say(number, numberOf(call.remote));
    say(avatar, nameOf(call.remote).charAt(0).toUpperCase());
    say(state, doing());
    say(time, call.answeredAt && talking ? clock(Date.now() - call.answeredAt.getTime()) : '');
    recorded.hidden = !call.recorded;
    say(recorded, call.recorded ? 'This call is recorded' : '');
    mute.setAttribute('aria-pressed', String(call.muted));
    hold.setAttribute('aria-pressed', String(call.held));
    pad.disabled = !talking && call.state !== 'early-media';
    pictures.update();
    avatar.hidden = !folded || pictures.shown;
    root.classList.toggle('seen', pictures.shown);
    video.setAttribute('aria-pressed', String(call.localVideo !== undefined));
    video.disabled = hold.disabled = pass.disabled = call.state !== 'active' && call.state !== 'held';
    if (pass.disabled && !away.root.hidden) unfold(false, false);
  }

  function doing(): string {
    if (call.state === 'active' && call.localVideo && !call.video.on) {
      return call.video.reason === 'codec-mismatch' ? 'Connected; the two sides have no common kind of video' : 'Connected; the other side shows no video';
    }
    if (call.state === 'active' && call.video.theirs && !call.localVideo && !call.video.on) return 'Connected; the other side would like to see you';
    if (call.state === 'held') return call.held ? 'On hold' : 'The other side has put you on hold';
    return call.muted && call.state === 'active' ? 'Connected, your microphone is muted' : stateWords(call.state, call.direction);
  }

  function key(pressed: string, target: EventTarget | undefined): boolean {
    if (target === away.focus) return false;   // the field types for itself
    const digit = pressed.toUpperCase();
    if (/^[\d*#A-D]$/.test(digit) && !pad.disabled) {
      if (keys.hidden) showKeys();
      press(digit);
    } else if (digit === 'M') call.mute(!call.muted);
    else if (digit === 'H' && !hold.disabled) actions.hold(call, !call.held);
    else if (digit === 'V' && !video.disabled) actions.video(call, call.localVideo === undefined);
    else if (digit === 'T' && !pass.disabled) showPass();
    else return false;
    return true;
  }

  update();
  return { name: `call ${call.id}`, root, focus: who, update, key };
}

function toggle(name: string, path: string, click: () => void, attrs: Record<string, string> = { 'aria-pressed': 'false' }): HTMLButtonElement {
  return el('button', { type: 'button', className: 'round quiet', attrs, on: { click } }, icon(path), el('span', {}, name));
}
