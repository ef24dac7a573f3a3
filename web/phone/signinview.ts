import { avatar, el } from '../elements/dom.js';
import { words } from '../elements/words.js';
import type { View } from './view.js';

const USERS = ['alice', 'bob', 'guest'];

/** In dev mode: who do you want to be? */
export function signInView(choose: (user: string) => void): View {
  const text = words().signIn;
  const heading = el('h2', { tabIndex: -1 }, text.who);
  const root = el('div', { className: 'view signin' },
    heading,
    el('p', {}, text.dev),
    el('div', { className: 'choices' }, ...USERS.map((user) => {
      const face = avatar('');
      face.show(user);
      return el('button', { type: 'button', className: 'choice', on: { click: () => choose(user) } }, face.root, user);
    })));
  return { name: 'signin', root, focus: heading, update: () => undefined, key: () => false };
}

/** Anywhere else the page that embeds the phone knows the user. */
export function noTokenView(): View {
  const heading = el('h2', { tabIndex: -1 }, words().phone.notSignedIn);
  const root = el('div', { className: 'view signin' }, heading,
    el('p', {}, words().signIn.none));
  return { name: 'no-token', root, focus: heading, update: () => undefined, key: () => false };
}
