import type { CallStats, Warning, WarningName } from './ringdown.js';

interface Rule {
  readonly name: WarningName;
  /** What is looked at; more is worse. */
  readonly of: (stats: CallStats) => number;
  readonly threshold: number;
  readonly message: string;
}

/** Where people begin to notice (ITU-T G.107, G.114); the thresholds are those that other SDKs warn at. */
const RULES: readonly Rule[] = [
  { name: 'high-rtt', of: (s) => s.rtt, threshold: 400, message: 'Both hear each other late: they will talk at the same time.' },
  { name: 'high-jitter', of: (s) => s.jitter, threshold: 30, message: 'Sound comes unevenly; it may stutter.' },
  { name: 'high-packet-loss', of: (s) => Math.max(s.lossIn, s.lossOut), threshold: 0.05, message: 'The network loses sound on its way.' },
  { name: 'low-mos', of: (s) => 4.5 - s.mos, threshold: 1, message: 'The call sounds bad. Another network may help.' },
];

const LOOKED_AT = 5;   // seconds
const ENOUGH = 3;      // of them are a warning; none of them ends it

export interface Change { readonly raised: Warning[]; readonly cleared: Warning[] }

/** Says what has become bad, and what is good again: not for a moment's hiccup, and not twice. */
export class Warnings {
  readonly #bad = new Map<WarningName, boolean[]>();
  readonly #raised = new Map<WarningName, Warning>();

  next(stats: CallStats): Change {
    const change: Change = { raised: [], cleared: [] };
    for (const rule of RULES) this.#look(rule, stats, change);
    return change;
  }

  #look(rule: Rule, stats: CallStats, change: Change): void {
    const value = rule.of(stats);
    const bad = [...(this.#bad.get(rule.name) ?? []), value > rule.threshold].slice(-LOOKED_AT);
    this.#bad.set(rule.name, bad);
    const times = bad.filter(Boolean).length;
    const raised = this.#raised.get(rule.name);
    if (!raised && times >= ENOUGH) {
      const warning = { name: rule.name, ...shown(rule, value), message: rule.message };
      this.#raised.set(rule.name, warning);
      change.raised.push(warning);
    } else if (raised && times === 0) {
      this.#raised.delete(rule.name);
      change.cleared.push({ ...raised, ...shown(rule, value) });
    }
  }
}

/** A MOS is worse the lower it is: it is looked at from above, and told as it is. */
function shown(rule: Rule, value: number): { value: number; threshold: number } {
  const tell = (number: number) => rule.name === 'low-mos' ? 4.5 - number : number;
  return { value: tell(value), threshold: tell(rule.threshold) };
}
