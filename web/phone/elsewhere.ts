import { el, say } from '../elements/dom.js';
import { clock, stateWords, words } from '../elements/words.js';
import type { Call, Party } from '../sdk/ringdown.js';

export interface ElsewhereActions {
  bring(call: Call): void;
  /** A hand comes near: it may want to bring one. */
  intend(): void;
  nameOf(party: Party): string;
}

/** The user's calls that speak in another tab or on another device. */
export function elsewhere(actions: ElsewhereActions): { readonly root: HTMLElement; update(calls: readonly Call[]): void } {
  const text = words().others;
  const list = el('ul');
  const root = el('section', { className: 'elsewhere', hidden: true, attrs: { 'aria-label': text.elsewhereName } },
    el('h3', {}, text.elsewhere), list);
  const rows = new Map<Call, { readonly row: HTMLElement; readonly line: HTMLElement }>();

  function add(call: Call): { row: HTMLElement; line: HTMLElement } {
    const line = el('span');
    const row = el('li', {}, line, el('button', {
      type: 'button', className: 'plain', on: { click: () => actions.bring(call), pointerenter: () => actions.intend(), focus: () => actions.intend() }, attrs: { 'aria-label': text.bringName(actions.nameOf(call.remote)) },
    }, text.bring));
    list.append(row);
    return { row, line };
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
      say(shown.line, `${actions.nameOf(call.remote)}, ${doing(call)}`);
    }
    root.hidden = calls.length === 0;
  }

  return { root, update };
}

function doing(call: Call): string {
  if (call.state === 'reconnecting') return words().others.pageGone;
  return call.answeredAt ? clock(Date.now() - call.answeredAt.getTime()) : stateWords(call.state, call.direction);
}
