import { avatar, el, round, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { clock, numberOf, stateWords, words } from '../elements/words.js';
import type { Call, Party } from '../sdk/ringdown.js';
import { screenOf } from './devices.js';
import { keypad } from './keypad.js';
import { passOn } from './passon.js';
import { qualityView } from './qualityview.js';
import type { Match } from './search.js';
import { stage } from './stage.js';
import type { View } from './view.js';

export interface CallActions {
  hold(call: Call, on: boolean): void;
  transfer(call: Call, to: string): void;
  /** Shows the camera, or no longer. */
  video(call: Call, on: boolean): void;
  /** Shows a screen instead. */
  screen(call: Call): void;
  /** Holds this one and asks somebody else first. */
  consult(call: Call, to: string): void;
  nameOf(party: Party): string;
  readonly matches: (typed: string) => readonly Match[];
  /** Said aloud to whoever does not look. */
  readOut(words: string): void;
  /** Whether single letters do something. */
  letters(): boolean;
}

/** What is unfolded below the name; one at a time. */
type Drawer = 'none' | 'keys' | 'pass' | 'quality';

/** A call that speaks here, or is about to. */
export function callView(call: Call, actions: CallActions): View {
  const text = words().call;
  const who = el('h2', { tabIndex: -1 });
  const number = el('p', { className: 'detail', dir: 'ltr' });
  const state = el('p', { className: 'state' });
  const time = el('p', { className: 'time', attrs: { role: 'timer', 'aria-label': words().phone.duration } });
  const recorded = el('p', { className: 'recorded', hidden: true, attrs: { role: 'status' } });
  const face = avatar('big');
  const sent = el('output', { className: 'sent', dir: 'ltr', attrs: { 'aria-label': words().phone.keys } });
  const keys = el('div', { className: 'pad', hidden: true, id: 'pad' }, sent, keypad(press));
  const mute = toggle(text.mute, ICONS.mute, () => call.mute(!call.muted), 'm');
  const pad = drawer(words().phone.keypad, ICONS.keypad, 'keys', 'pad');
  const hold = toggle(text.hold, ICONS.hold, () => actions.hold(call, !call.held), 'h');
  const pictures = stage(call);
  const video = toggle(words().phone.video, ICONS.camera, () => actions.video(call, call.localVideo === undefined), 'v');
  const screen = round('quiet', ICONS.window, text.screen, () => actions.screen(call));
  screen.hidden = !screenOf(call);
  const away = passOn({ transfer: (to) => actions.transfer(call, to), consult: (to) => actions.consult(call, to), matches: actions.matches });
  const pass = drawer(text.transfer, ICONS.transfer, 'pass', 'pass', 't');
  const quality = qualityView(call, () => unfold('quality'), (found) => actions.readOut(found));
  const hangup = round('red', ICONS.hangup, text.hangUp, () => void call.hangup());
  const root = el('div', { className: 'view call' }, pictures.root, face.root, who, number, state, time, quality.button, recorded, keys, away.root, quality.details,
    el('div', { className: 'actions many' }, mute, pad, hold, pass, video, screen), el('div', { className: 'actions last' }, hangup));
  let open: Drawer = 'none';

  /** Opens it, or closes it where it is open. */
  function unfold(wanted: Drawer): void {
    open = wanted === open ? 'none' : wanted;
    keys.hidden = open !== 'keys';
    away.root.hidden = open !== 'pass';
    quality.details.hidden = open !== 'quality';
    face.root.hidden = open !== 'none' || pictures.shown;
    pad.setAttribute('aria-expanded', String(open === 'keys'));
    pass.setAttribute('aria-expanded', String(open === 'pass'));
    quality.button.setAttribute('aria-expanded', String(open === 'quality'));
    root.dataset.open = open;
    quality.update();
    if (open === 'pass') away.focus.focus();
  }

  function press(key: string): void {
    sent.value = (sent.value + key).slice(-24);
    call.sendDTMF(key).catch(() => undefined);   // the call has just ended, which is said elsewhere
  }

  function update(): void {
    const talking = call.state === 'active' || call.state === 'held' || call.state === 'reconnecting';
    const name = actions.nameOf(call.remote);
    say(who, name);
    say(number, numberOf({ ...call.remote, name }));
    number.hidden = number.textContent === name;
    face.show(name);
    say(state, doing());
    root.classList.toggle('shaky', call.state === 'reconnecting');
    say(time, call.answeredAt && talking ? clock(Date.now() - call.answeredAt.getTime()) : '');
    recorded.hidden = !call.recorded;
    say(recorded, call.recorded ? words().phone.recorded : '');
    mute.setAttribute('aria-pressed', String(call.muted));
    hold.setAttribute('aria-pressed', String(call.held));
    pad.disabled = !talking && call.state !== 'early-media';
    pictures.update();
    face.root.hidden = open !== 'none' || pictures.shown;
    root.classList.toggle('seen', pictures.shown);
    video.setAttribute('aria-pressed', String(call.localVideo !== undefined));
    video.disabled = screen.disabled = hold.disabled = pass.disabled = call.state !== 'active' && call.state !== 'held';
    quality.button.hidden = call.state !== 'active';
    if ((pass.disabled && open === 'pass') || (!talking && open === 'quality')) unfold(open);
  }

  function doing(): string {
    if (call.state === 'active' && call.localVideo && !call.video.on) {
      return call.video.reason === 'codec-mismatch' ? text.noCommonVideo : text.noVideoThere;
    }
    if (call.state === 'active' && call.video.theirs && !call.localVideo && !call.video.on) return text.wantsVideo;
    if (call.state === 'held') return call.held ? text.held : text.heldByThem;
    return call.muted && call.state === 'active' ? text.muted : stateWords(call.state, call.direction);
  }

  function key(pressed: string, target: EventTarget | undefined): boolean {
    if (pressed === 'Escape' && open !== 'none') {
      close();
      return true;
    }
    if (target === away.focus) return false;   // the field types for itself
    const digit = pressed.toUpperCase();
    if (/^[\d*#]$/.test(digit) && !pad.disabled) {
      if (open !== 'keys') unfold('keys');
      press(digit);
      return true;
    }
    return actions.letters() && letter(digit);
  }

  function letter(pressed: string): boolean {
    if (/^[A-D]$/.test(pressed) && !pad.disabled) press(pressed);   // the fourth column, which no keypad shows
    else if (pressed === 'M') call.mute(!call.muted);
    else if (pressed === 'H' && !hold.disabled) actions.hold(call, !call.held);
    else if (pressed === 'V' && !video.disabled) actions.video(call, call.localVideo === undefined);
    else if (pressed === 'T' && !pass.disabled) unfold('pass');
    else if (pressed === 'Q' && !quality.button.hidden) unfold('quality');
    else return false;
    return true;
  }

  /** The focus goes back to what had opened the drawer. */
  function close(): void {
    const opener = open === 'keys' ? pad : open === 'pass' ? pass : quality.button;
    unfold(open);
    opener.focus();
  }

  function drawer(name: string, path: string, which: Drawer, id: string, shortcut?: string): HTMLButtonElement {
    return round('quiet', path, name, () => unfold(which), { 'aria-expanded': 'false', 'aria-controls': id, ...(shortcut && { 'aria-keyshortcuts': shortcut }) });
  }

  update();
  return { name: `call ${call.id}`, root, focus: who, update, key, close: quality.close };
}

function toggle(name: string, path: string, click: () => void, shortcut: string): HTMLButtonElement {
  return round('quiet', path, name, click, { 'aria-pressed': 'false', 'aria-keyshortcuts': shortcut });
}
