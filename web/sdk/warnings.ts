import { otherwise } from './locale.js';
import type { CallStats, Warning, WarningName } from './ringdown.js';

/** What is known of a call beside its figures. */
export interface Circumstances {
  /** Both may speak: nobody holds. */
  readonly active: boolean;
  readonly muted: boolean;
  /** Whether somebody speaks into a microphone that is muted. */
  readonly talking: boolean;
  /** Whether this browser measures how loud the microphone is, and the far end; not every one does. */
  readonly measured: { readonly microphone: boolean; readonly farEnd: boolean };
}

interface Rule {
  readonly name: WarningName;
  readonly message: string;
  readonly bad: (now: CallStats, before: CallStats | undefined, around: Circumstances) => boolean;
  /** What is looked at, and where it begins to be bad. */
  readonly value?: (stats: CallStats) => number;
  readonly threshold?: number;
  /** Raised when so many of the last so many seconds were bad; over when none of the last so many were. */
  readonly enough: number;
  readonly of: number;
  readonly calm: number;
}

/** Not for a moment's hiccup. */
const THREE_OF_FIVE = { enough: 3, of: 5, calm: 5 };
const TEN = { enough: 10, of: 10, calm: 1 };
const FIVE = { enough: 5, of: 5, calm: 1 };
const TWO_OF_THREE = { enough: 2, of: 3, calm: 3 };

/** Where people begin to notice (ITU-T G.107, G.114); the thresholds are those that other SDKs warn at. */
const RULES: readonly Rule[] = [
  above('high-rtt', (s) => s.rtt, 400, 'Both hear each other late: they will talk at the same time.'),
  above('high-jitter', (s) => s.jitter, 30, 'Sound comes unevenly; it may stutter.'),
  above('high-packet-loss', (s) => Math.max(s.lossIn, s.lossOut), 0.05, 'The network loses sound on its way.'),
  { name: 'low-mos', value: (s) => s.mos, threshold: 3.5, bad: (s) => s.mos < 3.5, message: 'The call sounds bad. Another network may help.', ...THREE_OF_FIVE },
  { name: 'low-bytes-received', bad: (s, _, { active }) => active && s.packetsIn === 0, message: 'Nothing comes from the other side.', ...THREE_OF_FIVE },
  { name: 'low-bytes-sent', bad: (s, _, { active }) => active && s.packetsOut === 0, message: 'Nothing of this page’s sound leaves.', ...THREE_OF_FIVE },
  { name: 'constant-audio-input-level', bad: (s, before, { active, muted, measured }) => active && !muted && measured.microphone && s.levelOut === before?.levelOut,
    message: 'The microphone has sounded the same for ten seconds: it may be a wrong one, or muted.', ...TEN },
  { name: 'constant-audio-output-level', bad: (s, before, { active, measured }) => active && measured.farEnd && s.levelIn === before?.levelIn,
    message: 'The other side has sounded the same for ten seconds: it may be muted.', ...TEN },
  { name: 'mic-silent', bad: (s, _, { active, muted, measured }) => active && !muted && measured.microphone && s.levelOut === 0,
    message: 'The microphone gives no sound at all: it may be switched off at the headset, or in the system.', ...FIVE },
  { name: 'talking-while-muted', bad: (_, __, { muted, talking }) => muted && talking, message: 'You are muted: nobody hears you.', ...TWO_OF_THREE },
];

function above(name: WarningName, value: (stats: CallStats) => number, threshold: number, message: string): Rule {
  return { name, value, threshold, bad: (stats) => value(stats) > threshold, message, ...THREE_OF_FIVE };
}

export interface Change { readonly raised: Warning[]; readonly cleared: Warning[] }

/** Says what has become bad, and what is good again: not for a moment's hiccup, and not twice. */
export class Warnings {
  readonly #bad = new Map<WarningName, boolean[]>();
  readonly #raised = new Map<WarningName, Warning>();
  #before: CallStats | undefined;

  next(stats: CallStats, around: Circumstances): Change {
    const change: Change = { raised: [], cleared: [] };
    for (const rule of RULES) this.#look(rule, rule.bad(stats, this.#before, around), stats, change);
    this.#before = stats;
    return change;
  }

  #look(rule: Rule, isBad: boolean, stats: CallStats, change: Change): void {
    const bad = [...(this.#bad.get(rule.name) ?? []), isBad].slice(-rule.of);
    this.#bad.set(rule.name, bad);
    const raised = this.#raised.get(rule.name);
    if (!raised && bad.filter(Boolean).length >= rule.enough) {
      const warning = { name: rule.name, ...shown(rule, stats), message: otherwise().warnings[rule.name] ?? rule.message };
      this.#raised.set(rule.name, warning);
      change.raised.push(warning);
    } else if (raised && !bad.slice(-rule.calm).includes(true)) {
      this.#raised.delete(rule.name);
      change.cleared.push({ ...raised, ...shown(rule, stats) });
    }
  }
}

function shown({ value, threshold }: Rule, stats: CallStats): Pick<Warning, 'value' | 'threshold'> {
  return value && threshold !== undefined ? { value: value(stats), threshold } : {};
}
