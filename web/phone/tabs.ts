import { el, icon, say } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';

export type Tab = 'phone' | 'recents' | 'contacts' | 'settings';

const PICTURES: Readonly<Record<Tab, string>> = { phone: ICONS.keypad, recents: ICONS.recents, contacts: ICONS.contacts, settings: ICONS.settings };

export interface Tabs {
  readonly root: HTMLElement;
  update(chosen: Tab, missed: number, talking: boolean): void;
}

/** What of the phone is seen, where there is no room for all of it. */
export function tabs(choose: (tab: Tab) => void): Tabs {
  const say_ = words().tabs;
  const names: Readonly<Record<Tab, string>> = { phone: say_.keypad, recents: say_.recents, contacts: say_.contacts, settings: say_.settings };
  const badge = el('span', { className: 'badge', hidden: true, attrs: { 'aria-hidden': 'true' } });
  const news = el('span', { className: 'unseen' });
  const made = (Object.keys(names) as Tab[]).map((tab) => {
    const name = el('span', {}, names[tab]);
    const button = el('button', { type: 'button', className: 'tab', attrs: { 'data-to': tab }, on: { click: () => choose(tab) } }, icon(PICTURES[tab]), name);
    if (tab === 'recents') button.append(badge, news);
    return { tab, button, name };
  });
  const root = el('nav', { className: 'tabs', attrs: { 'aria-label': say_.name, part: 'tabs' } }, ...made.map(({ button }) => button));

  function update(chosen: Tab, missed: number, talking: boolean): void {
    for (const { tab, button, name } of made) {
      if (tab === chosen) button.setAttribute('aria-current', 'page');
      else button.removeAttribute('aria-current');
      if (tab === 'phone') say(name, talking ? words().phone.call : names.phone);
    }
    badge.hidden = missed === 0;
    say(news, missed === 0 ? '' : say_.missed(missed));
    say(badge, missed > 99 ? '99+' : String(missed));
  }

  return { root, update };
}
