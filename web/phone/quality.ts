import type { Words } from '../elements/english.js';
import type { CallStats } from '../sdk/ringdown.js';

/** In words of the language tables. */
export type Finding = keyof Pick<Words['quality'],
  'unknown' | 'good' | 'deafThere' | 'deafHere' | 'lossHere' | 'lossThere' | 'late' | 'uneven' | 'poor'>;
export type Level = 'unknown' | 'good' | 'fair' | 'bad';

export interface Verdict { readonly level: Level; readonly finding: Finding }

/** What is looked at, of the page's own figures a mean of some seconds; more is worse. */
interface Figures { readonly lossHere: number; readonly lossThere: number; readonly rtt: number; readonly jitter: number; readonly badness: number }

interface Rule { readonly finding: Finding; readonly of: (figures: Figures) => number; readonly fair: number; readonly bad: number }

/** In the order of what helps most to know: whose network it is comes before how it sounds. Where people notice: ITU-T G.107, G.114. */
const RULES: readonly Rule[] = [
  { finding: 'lossHere', of: (f) => f.lossHere, fair: 0.02, bad: 0.05 },
  { finding: 'lossThere', of: (f) => f.lossThere, fair: 0.02, bad: 0.05 },
  { finding: 'late', of: (f) => f.rtt, fair: 300, bad: 500 },
  { finding: 'uneven', of: (f) => f.jitter, fair: 40, bad: 90 },
  { finding: 'poor', of: (f) => f.badness, fair: 0.9, bad: 1.5 },
];

const BEST = 4.5;
const SECONDS = 5;

/** What can be said of how the call sounds, from its latest seconds. */
export function verdict(latest: readonly CallStats[]): Verdict {
  const seconds = latest.slice(-SECONDS), now = seconds.at(-1);
  if (!now) return { level: 'unknown', finding: 'unknown' };
  const { here, there } = now.gateway ?? {};
  if (there?.oneWay) return { level: 'bad', finding: 'deafThere' };
  if (here?.oneWay) return { level: 'bad', finding: 'deafHere' };
  const mean = (of: (stats: CallStats) => number) => seconds.reduce((sum, stats) => sum + of(stats), 0) / seconds.length;
  const figures: Figures = {
    lossHere: Math.max(mean((s) => s.lossIn), here?.loss ?? mean((s) => s.lossOut)),
    lossThere: there?.loss ?? 0,
    rtt: mean((s) => s.rtt) + (there?.rtt ?? 0),
    jitter: Math.max(mean((s) => s.jitter), there?.jitter ?? 0),
    badness: BEST - Math.min(mean((s) => s.mos), there?.mos ?? BEST),
  };
  const found = (level: 'fair' | 'bad') => RULES.find((rule) => rule.of(figures) > rule[level]);
  const bad = found('bad'), fair = found('fair');
  if (bad) return { level: 'bad', finding: bad.finding };
  return fair ? { level: 'fair', finding: fair.finding } : { level: 'good', finding: 'good' };
}

/** Keeps as many seconds as are looked at. */
export function remembering(latest: readonly CallStats[], stats: CallStats): readonly CallStats[] {
  return [...latest, stats].slice(-SECONDS);
}
