import { el, say } from '../elements/dom.js';
import { decimal, percent, words } from '../elements/words.js';
import type { Call, CallStats, LegStats } from '../sdk/ringdown.js';
import { type Level, remembering, verdict } from './quality.js';

export interface QualityView {
  /** The dot and its words: opens the details. */
  readonly button: HTMLButtonElement;
  readonly details: HTMLElement;
  update(): void;
  readonly close: () => void;
}

type Row = 'mos' | 'lossIn' | 'lossOut' | 'jitter' | 'rtt' | 'codec' | 'path' | 'received' | 'sent';
const ROWS: readonly Row[] = ['mos', 'lossIn', 'lossOut', 'jitter', 'rtt', 'codec', 'path', 'received', 'sent'];

/** How the call sounds, in plain words, and the figures for whoever wants them. @param toggled the details are to be shown, or no longer */
export function qualityView(call: Call, toggled: () => void, worse: (words: string) => void): QualityView {
  const text = words().quality;
  let latest: readonly CallStats[] = [];
  let level: Level = 'unknown';
  const finding = el('span', {}, text.unknown);
  const button = el('button', { type: 'button', className: 'quality', attrs: { 'aria-expanded': 'false', 'aria-controls': 'quality', 'aria-keyshortcuts': 'q' }, on: { click: toggled } },
    el('span', { className: 'dot', attrs: { 'aria-hidden': 'true' } }), finding);
  const cells = new Map(ROWS.map((row) => [row, [el('td', {}), el('td', {})] as const]));
  const details = el('div', { className: 'details', id: 'quality', hidden: true }, el('table', {},
    el('caption', { className: 'unseen' }, text.details),
    el('thead', {}, el('tr', {}, el('td', {}), el('th', { scope: 'col' }, text.yours), el('th', { scope: 'col' }, text.theirs))),
    el('tbody', {}, ...ROWS.map((row) => el('tr', {}, el('th', { scope: 'row' }, text[row]), ...cells.get(row) ?? [])))));
  const off = call.on('stats', (stats) => {
    latest = remembering(latest, stats);
    update();
  });

  function update(): void {
    const found = verdict(latest);
    const was = level;
    level = found.level;
    button.dataset.level = level;
    say(finding, text[found.finding]);
    if (level === 'bad' && was !== 'bad') worse(text[found.finding]);
    const now = latest.at(-1);
    if (!now || details.hidden) return;
    const { yours, theirs } = figures(now);
    for (const [row, [one, other]] of cells) {
      say(one, yours[row]);
      say(other, theirs[row]);
    }
  }

  update();
  return { button, details, update, close: off };
}

/** The page measures its own end; both ends of the far leg, and what reaches it of this page, the gateway does. */
function figures(stats: CallStats): { yours: Record<Row, string>; theirs: Record<Row, string> } {
  const text = words().quality, { here, there } = stats.gateway ?? {};
  return {
    yours: {
      mos: decimal(stats.mos, 1), lossIn: percent(stats.lossIn), lossOut: percent(here?.loss ?? stats.lossOut), jitter: text.ms(stats.jitter), rtt: text.ms(stats.rtt),
      codec: stats.codec || text.none, path: `${here ? `${here.path.toUpperCase()}, ` : ''}${stats.candidate === 'relay' ? text.relay : text.direct}`,
      received: count(here?.sent), sent: count(here?.received),
    },
    theirs: {
      mos: there?.mos === undefined ? text.none : decimal(there.mos, 1), lossIn: there?.loss === undefined ? text.none : percent(there.loss), lossOut: farLoss(there),
      jitter: ms(there?.jitter), rtt: ms(there?.rtt), codec: there?.codec ?? text.none, path: there ? there.path.toUpperCase() : text.none,
      received: count(there?.received), sent: count(there?.sent),
    },
  };

  function ms(value: number | undefined): string {
    return value === undefined ? text.none : text.ms(value);
  }

  function count(value: number | undefined): string {
    return value === undefined ? text.none : decimal(value, 0);
  }

  function farLoss(leg: LegStats | undefined): string {
    return leg?.farLost === undefined || leg.sent === 0 ? text.none : percent(Math.min(1, leg.farLost / leg.sent));
  }
}
