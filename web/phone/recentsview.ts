import { isRoom } from '../sdk/conference.js';
import { avatar, el, icon, say, unseen } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { clock, whenWords, words } from '../elements/words.js';
import { List } from './list.js';
import { type People, wasMissed } from './people.js';
import type { Contact, PastCall } from './records.js';
import type { View } from './view.js';

export interface RecentsActions {
  call(number: string): void;
  /** Opens the form with what is known. */
  keep(contact: Contact): void;
}

/** The calls that were, newest first: a click calls again. */
export function recentsView(people: People, guest: boolean, actions: RecentsActions): View {
  const text = words().recents;
  const heading = el('h2', { className: 'panel-title', tabIndex: -1 }, words().tabs.recents);
  const list = new List(row);
  const empty = el('div', { className: 'empty' }, icon(ICONS.recents), el('p', {}, guest ? text.guest : text.empty), ...(guest ? [] : [el('p', { className: 'hint' }, text.emptyHint)]));
  const away = el('div', { className: 'empty' }, el('p', {}, text.away), el('button', { type: 'button', className: 'plain', on: { click: () => void people.read() } }, text.again));
  const more = el('button', { type: 'button', className: 'plain', on: { click: earlier } }, text.more);
  const root = el('div', { className: 'panel recents' }, heading, empty, away, list.root, more);

  function earlier(): void {
    more.disabled = true;
    people.more().catch(() => undefined).finally(() => { more.disabled = false; });   // still there to be pressed again
  }

  function row(call: PastCall): HTMLElement {
    const name = call.number === '' ? call.name || text.anonymous : people.nameOf({ uri: call.number, name: call.name });
    const gone = call.number === '' || isRoom(call.number);
    const what = howItWent(call), when = whenWords(call.begun, new Date());
    const face = avatar('');
    face.show(name);
    const mark = el('span', { className: wasMissed(call) ? 'mark missed' : 'mark' }, icon(wasMissed(call) ? ICONS.missed : call.direction === 'out' ? ICONS.outgoing : ICONS.incoming));
    const button = el('button', {
      type: 'button', className: wasMissed(call) ? 'row missed' : 'row', disabled: gone, on: { click: () => actions.call(call.number) },
    }, face.root, unseen(words().phone.call), el('span', { className: 'lines' }, el('bdi', { className: 'name' }, name), el('span', { className: 'sub' }, mark, what)), el('time', { dateTime: call.begun.toISOString() }, when));
    const keep = el('button', { type: 'button', className: 'icon', attrs: { 'aria-label': text.keep(name) }, on: { click: () => actions.keep({ number: call.number, name: call.name }) } }, icon(ICONS.add));
    return el('li', {}, button, ...(!gone && people.named(call.number) === undefined ? [keep] : []));
  }

  function update(): void {
    list.show(people.calls, people.contacts);
    empty.hidden = !guest && (people.calls.length > 0 || people.reading !== 'read');
    away.hidden = guest || people.reading !== 'away';
    more.hidden = !people.hasMore;
    say(heading, words().tabs.recents);
  }

  update();
  return { name: 'recents', root, focus: heading, update, key: () => false };
}

function howItWent(call: PastCall): string {
  const text = words().recents;
  if (call.answered) return `${call.direction === 'out' ? text.outgoing : text.incoming}, ${clock(call.talkedMs)}`;
  if (wasMissed(call)) return text.missed;
  return call.reason === 'declined' ? text.declined : call.direction === 'out' ? text.unanswered : text.incoming;
}
