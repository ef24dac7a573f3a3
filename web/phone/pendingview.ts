import { el, icon } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import type { View } from './view.js';

/** A call that has been asked for: the browser may be asking for the microphone. */
export function pendingView(to: string, giveUp: () => void): View {
  const heading = el('h2', { tabIndex: -1 }, to);
  const root = el('div', { className: 'view call' },
    el('div', { className: 'avatar big pulse', attrs: { 'aria-hidden': 'true' } }, to.charAt(0).toUpperCase()),
    heading,
    el('p', { className: 'detail' }),
    el('p', { className: 'state' }, 'Calling…'),
    el('p', { className: 'hint' }, 'If the browser asks for the microphone, allow it.'),
    el('div', { className: 'actions' },
      el('button', { type: 'button', className: 'round red', on: { click: giveUp } }, icon(ICONS.hangup), el('span', {}, 'Give up'))));
  return { name: 'pending', root, focus: heading, update: () => undefined, key: () => false };
}
