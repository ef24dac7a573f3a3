import { el, say } from '../elements/dom.js';
import { stateWords, words } from '../elements/words.js';
import type { Call, Party } from '../sdk/ringdown.js';

export interface WaitingActions {
  /** Talks to this one, and holds the other. */
  swap(call: Call): void;
  /** Has this one and the one who is talked to talk to each other. */
  connect(call: Call): void;
  /** Has all three talk to each other. */
  merge(call: Call): void;
  nameOf(party: Party): string;
}

interface Row { readonly row: HTMLElement; readonly line: HTMLElement; readonly both: readonly HTMLButtonElement[] }

/** The calls of this page that are not talked to now. */
export function waiting(actions: WaitingActions): { readonly root: HTMLElement; update(calls: readonly Call[], mayConnect: boolean): void } {
  const text = words().others;
  const list = el('ul');
  const root = el('section', { className: 'elsewhere', hidden: true, attrs: { 'aria-label': text.waitingName } }, el('h3', {}, text.waiting), list);
  const rows = new Map<Call, Row>();

  function add(call: Call): Row {
    const line = el('span', { className: 'who-waits' });
    const name = actions.nameOf(call.remote);
    const button = (label: string, says: string, click: () => void) =>
      el('button', { type: 'button', className: 'plain', on: { click }, attrs: { 'aria-label': says } }, label);
    const connect = button(text.connect, text.connectName(name), () => actions.connect(call));
    const merge = button(text.merge, text.mergeName(name), () => actions.merge(call));
    const row = el('li', {}, line, el('span', { className: 'choice-row' }, button(text.swap, text.swapName(name), () => actions.swap(call)), merge, connect));
    list.append(row);
    return { row, line, both: [connect, merge] };
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
      say(shown.line, `${actions.nameOf(call.remote)}, ${stateWords(call.state, call.direction)}`);
      for (const button of shown.both) button.hidden = !mayConnect || !isAnswered(call);
    }
    root.hidden = calls.length === 0;
  }

  return { root, update };
}

export function isAnswered(call: Call): boolean {
  return call.state === 'active' || call.state === 'held';
}
