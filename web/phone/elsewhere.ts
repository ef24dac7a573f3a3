import { el, say } from '../elements/dom.js';
import { clock, nameOf, stateWords } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';

export interface ElsewhereActions {
  bring(call: Call): void;
}

/** The user's calls that speak in another tab or on another device. */
export function elsewhere(actions: ElsewhereActions): { readonly root: HTMLElement; update(calls: readonly Call[]): void } {
  const list = el('ul');
  const root = el('section', { className: 'elsewhere', hidden: true, attrs: { 'aria-label': 'Calls in other tabs or on other devices' } },
    el('h3', {}, 'In another tab or on another device'), list);
  const rows = new Map<Call, { readonly row: HTMLElement; readonly text: HTMLElement }>();

  function add(call: Call): { row: HTMLElement; text: HTMLElement } {
    const text = el('span');
    const row = el('li', {}, text, el('button', {
      type: 'button', className: 'plain', on: { click: () => actions.bring(call) }, attrs: { 'aria-label': `Bring the call with ${nameOf(call.remote)} here` },
    }, 'Bring here'));
    list.append(row);
    return { row, text };
  }

  function update(calls: readonly Call[]): void {
    for (const [call, { row }] of rows) {
      if (calls.includes(call)) continue;
      row.remove();
      rows.delete(call);
    }
    for (const call of calls) {
      const shown = rows.get(call) ?? add(call);
      rows.set(call, shown);
      say(shown.text, `${nameOf(call.remote)}, ${doing(call)}`);
    }
    root.hidden = calls.length === 0;
  }

  return { root, update };
}

function doing(call: Call): string {
  if (call.state === 'reconnecting') return 'whose page is gone';
  return call.answeredAt ? clock(Date.now() - call.answeredAt.getTime()) : stateWords(call.state, call.direction);
}
