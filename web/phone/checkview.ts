import { el, say } from '../elements/dom.js';
import { decimal, percent, words } from '../elements/words.js';
import type { Check, CheckName, PreflightReport } from '../sdk/ringdown.js';

export type Preflight = (onProgress: (check: Check) => void, signal: AbortSignal) => Promise<PreflightReport>;

export interface CheckView {
  readonly root: HTMLElement;
  close(): void;
}

/** Looks at all that a call needs before one is made: a line for each thing, a verdict, and a report to send to whoever can help. */
export function checkView(preflight: Preflight): CheckView {
  const text = words().check;
  const begin = el('button', { type: 'button', className: 'plain', on: { click: () => void toggle() } }, text.begin);
  const copy = el('button', { type: 'button', className: 'plain', hidden: true, on: { click: () => void share() } }, text.copy);
  const verdict = el('p', { className: 'verdict', attrs: { role: 'status' } });
  const list = el('ul', { className: 'checks' });
  const lines = new Map<CheckName, ReturnType<typeof line>>();
  const root = el('section', { className: 'check', attrs: { 'aria-label': text.title } },
    el('h3', {}, text.title), el('p', { className: 'hint' }, text.hint), list, verdict, el('p', { className: 'choice-row' }, begin, copy));
  let running: AbortController | undefined;
  let report: PreflightReport | undefined;

  async function toggle(): Promise<void> {
    if (running) return running.abort();
    const { signal } = running = new AbortController();
    report = undefined;
    lines.clear();
    list.replaceChildren();
    copy.hidden = true;
    say(verdict, '');
    say(begin, text.stop);
    try {
      report = await preflight(show, signal);
      say(verdict, sentence(report));
      copy.hidden = false;
    } catch (thrown) {
      if (!signal.aborted) throw thrown;   // stopped, which is what was wished
    } finally {
      running = undefined;
      say(begin, text.again);
    }
  }

  function show(check: Check): void {
    const shown = lines.get(check.name) ?? line(check.name);
    if (!lines.has(check.name)) list.append(shown.root);
    lines.set(check.name, shown);
    shown.update(check);
  }

  async function share(): Promise<void> {
    const copied = await navigator.clipboard.writeText(JSON.stringify(report, undefined, 2)).then(() => true, () => false);
    say(verdict, copied ? text.copied : text.notCopied);
  }

  return { root, close: () => running?.abort() };
}

function line(name: CheckName): { readonly root: HTMLElement; update(check: Check): void } {
  const text = words().check, state = el('span', { className: 'state' }), help = el('p', { className: 'hint', hidden: true });
  const root = el('li', {}, el('p', { className: 'between' }, el('span', {}, text.names[name]), state), help);
  return {
    root,
    update(check) {
      root.dataset.status = check.status;
      say(state, text.statuses[check.status]);
      say(help, trouble(check));
      help.hidden = help.textContent === '';
    },
  };
}

/** What is wrong and what to do about it: of this very check, else of the error that it met. */
function trouble({ name, status, code }: Check): string {
  if (status !== 'failed' && status !== 'warn') return '';
  const { check, errors } = words(), own = (check.troubles as Partial<Record<CheckName, string>>)[name], known = code && errors[code];
  return own ?? (known ? `${known.message} ${known.hint}` : '');
}

function sentence({ verdict, turnRequired, mos, rtt, loss }: PreflightReport): string {
  const text = words().check;
  const heard = mos === undefined || rtt === undefined || loss === undefined ? '' : text.heard(decimal(mos, 1), Math.round(rtt), percent(loss));
  return [text.verdicts[verdict], turnRequired === true ? text.relayOnly : '', heard].filter(Boolean).join(' ');
}
