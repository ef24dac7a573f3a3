import { avatar, el, round } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';
import type { View } from './view.js';

/** A call that has been asked for: the browser may be asking for the microphone. */
export function pendingView(to: string, giveUp: () => void): View {
  const text = words();
  const heading = el('h2', { tabIndex: -1 }, el('bdi', {}, to));
  const face = avatar('big pulse');
  face.show(to);
  const root = el('div', { className: 'view call' },
    face.root, heading,
    el('p', { className: 'state' }, text.call.calling),
    el('p', { className: 'hint' }, text.phone.allowMicrophone),
    el('div', { className: 'actions' }, round('red', ICONS.hangup, text.phone.giveUp, giveUp, { 'aria-keyshortcuts': 'Escape' })));

  function key(pressed: string): boolean {
    if (pressed === 'Escape') giveUp();
    return pressed === 'Escape';
  }

  return { name: 'pending', root, focus: heading, update: () => undefined, key };
}
