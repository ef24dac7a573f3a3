import { el, say } from '../elements/dom.js';
import { nameOf, stateWords } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';

export interface WaitingActions {
  /** Talks to this one, and holds the other. */
  swap(call: Call): void;
  /** Has this one and the one who is talked to talk to each other. */
  connect(call: Call): void;
}

/** The calls of this page that are not talked to now. */
export function waiting(actions: WaitingActions): { readonly root: HTMLElement; update(calls: readonly Call[], mayConnect: boolean): void } {
  const list = el('ul');
  const root = el('section', { className: 'elsewhere', hidden: true, attrs: { 'aria-label': 'Calls that wait' } }, el('h3', {}, 'Waiting'), list);
  const rows = new Map<Call, { readonly row: HTMLElement; readonly text: HTMLElement; readonly connect: HTMLButtonElement }>();

  function add(call: Call): { row: HTMLElement; text: HTMLElement; connect: HTMLButtonElement } {
    const text = el('span');
    const name = nameOf(call.remote);
    const connect = el('button', {
      type: 'button', className: 'plain', on: { click: () => actions.connect(call) }, attrs: { 'aria-label': `Connect ${name} and leave` } }, 'Connect');
    const swap = el('button', {
      type: 'button', className: 'plain', on: { click: () => actions.swap(call) }, attrs: { 'aria-label': `Talk to ${name}` } }, 'Swap');
    const row = el('li', {}, text, el('span', { className: 'choice-row' }, swap, connect));
    list.append(row);
    return { row, text, connect };
  }

  function update(calls: readonly Call[], mayConnect: boolean): void {
    for (const [call, { row }] of rows) {
      if (calls.includes(call)) continue;
      row.remove();
      rows.delete(call);
    }
    for (const call of calls) {
      const shown = rows.get(call) ?? add(call);
      rows.set(call, shown);
      say(shown.text, `${nameOf(call.remote)}, ${stateWords(call.state, call.direction)}`);
      shown.connect.hidden = !mayConnect || !isAnswered(call);
    }
    root.hidden = calls.length === 0;
  }

  return { root, update };
}

export function isAnswered(call: Call): boolean {
  return call.state === 'active' || call.state === 'held';
}
