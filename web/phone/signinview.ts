import { el } from '../elements/dom.js';
import type { View } from './view.js';

const USERS = ['alice', 'bob', 'guest'];

/** In dev mode: who do you want to be? */
export function signInView(choose: (user: string) => void): View {
  const heading = el('h2', { tabIndex: -1 }, 'Who is calling?');
  const root = el('div', { className: 'view signin' },
    heading,
    el('p', {}, 'This gateway runs in dev mode: one click signs you in.'),
    el('div', { className: 'choices' }, ...USERS.map((user) => el('button', {
      type: 'button', className: 'choice', on: { click: () => choose(user) }, attrs: { 'aria-label': `Sign in as ${user}` },
    }, el('span', { className: 'avatar', attrs: { 'aria-hidden': 'true' } }, user.charAt(0).toUpperCase()), user))));
  return { name: 'signin', root, focus: heading, update: () => undefined, key: () => false };
}

/** Anywhere else the page that embeds the phone knows the user. */
export function noTokenView(): View {
  const heading = el('h2', { tabIndex: -1 }, 'Not signed in');
  const root = el('div', { className: 'view signin' }, heading,
    el('p', {}, 'The page around this phone signs its users in: it sets the phone’s property “token” to a function that fetches one.'));
  return { name: 'no-token', root, focus: heading, update: () => undefined, key: () => false };
}
