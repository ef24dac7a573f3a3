import { avatar, el, icon, say, unseen } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';
import { contactForm } from './contactform.js';
import { List } from './list.js';
import type { People } from './people.js';
import type { Contact } from './records.js';
import { matches } from './search.js';
import type { View } from './view.js';

export interface ContactsActions {
  call(number: string): void;
}

/** Whom the user wants to find again. */
export function contactsView(people: People, guest: boolean, actions: ContactsActions, draft?: Contact): View {
  const text = words().contacts;
  const heading = el('h2', { className: 'panel-title', tabIndex: -1 }, words().tabs.contacts);
  const filter = el('input', { type: 'search', className: 'filter', placeholder: text.filter, autocomplete: 'off', spellcheck: false, attrs: { 'aria-label': text.filter }, on: { input: () => update() } });
  const add = el('button', { type: 'button', className: 'icon', attrs: { 'aria-label': text.add }, on: { click: () => open({ number: '', name: '' }) } }, icon(ICONS.add));
  const list = new List(row);
  const empty = el('div', { className: 'empty' });
  const place = el('div', { hidden: true });
  const lists = el('div', { className: 'lists' }, el('div', { className: 'bar' }, filter, add), empty, list.root);
  const root = el('div', { className: 'panel contacts' }, heading, place, lists);

  function row(contact: Contact): HTMLElement {
    const face = avatar('');
    face.show(contact.name);
    return el('li', {},
      el('button', { type: 'button', className: 'row', on: { click: () => actions.call(contact.number) } },
        face.root, unseen(words().phone.call), el('span', { className: 'lines' }, el('bdi', { className: 'name' }, contact.name), el('bdi', { className: 'sub' }, contact.number))),
      el('button', { type: 'button', className: 'icon', attrs: { 'aria-label': text.edit(contact.name) }, on: { click: () => open(contact) } }, icon(ICONS.edit)));
  }

  /** @param contact one that is there, or what is known of a new one */
  function open(contact: Contact): void {
    const known = people.contacts.includes(contact);
    const form = contactForm(contact, known, { keep: (changed) => people.keep(changed, known ? contact.number : changed.number), forget: () => people.forget(contact), close });
    place.replaceChildren(form.root);
    place.hidden = false;
    lists.hidden = true;
    form.focus.focus();
  }

  function close(): void {
    place.hidden = true;
    lists.hidden = false;
    place.replaceChildren();
    update();
    heading.focus();
  }

  function update(): void {
    const typed = filter.value.trim();
    const found = new Set(matches(typed, people.contacts, [], people.contacts.length).map(({ number }) => number));
    const shown = typed === '' ? people.contacts : people.contacts.filter(({ number }) => found.has(number));
    list.show(shown);
    empty.hidden = shown.length > 0 || (people.reading === 'reading' && !guest);
    say(empty, guest ? text.guest : people.reading === 'away' ? words().recents.away : typed === '' ? `${text.empty}. ${text.emptyHint}` : text.nobody);
    add.hidden = guest;
    filter.hidden = people.contacts.length === 0;
  }

  function key(pressed: string): boolean {
    if (pressed !== 'Escape' || place.hidden) return false;
    close();
    return true;
  }

  update();
  if (draft) open(draft);
  return { name: 'contacts', root, focus: heading, update, key };
}
