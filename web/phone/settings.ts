/** What the user wants of this browser. */
export interface Settings {
  /** Whoever calls hears that the user is busy. */
  readonly disturb: boolean;
  /** A second call rings while the user talks. */
  readonly waiting: boolean;
  readonly ring: boolean;
  /** The system shows who calls while the window is not in front. */
  readonly notices: boolean;
  /** The browser is woken when a call rings and the page is closed. */
  readonly closed: boolean;
  /** Single letters do something in a call. */
  readonly letters: boolean;
  /** Up to when missed calls have been seen, in milliseconds. */
  readonly seen: number;
  /** Hints that were sent away. */
  readonly hintsLater: boolean;
  /** Devices by their ids; empty: the system's own. */
  readonly microphone: string;
  readonly speaker: string;
  readonly ringer: string;
}

const FIRST: Settings = {
  disturb: false, waiting: true, ring: true, notices: true, closed: false, letters: true, seen: 0, hintsLater: false, microphone: '', speaker: '', ringer: '',
};

/** A user's wishes in this browser: kept over reloads, the same in all tabs. Without storage they last as long as the page. */
export class KeptSettings {
  readonly #storage: Storage | undefined;
  readonly #key: string;
  readonly #changed: () => void;
  readonly #leave = new AbortController();
  #now: Settings;

  /** @param changed told when a tab, this one or another, has set something */
  constructor(user: string, storage: Storage | undefined, changed: () => void) {
    this.#key = `ringdown:settings:${user}`;
    this.#storage = storage;
    this.#changed = changed;
    this.#now = this.#read();
    if (typeof addEventListener === 'function') {
      addEventListener('storage', (event) => {
        if (event.key !== this.#key) return;
        this.#now = this.#read();
        this.#changed();
      }, { signal: this.#leave.signal });
    }
  }

  get now(): Settings {
    return this.#now;
  }

  set(change: Partial<Settings>): void {
    this.#now = { ...this.#now, ...change };
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#now));
    } catch { /* full, or forbidden: it holds for this page */ }
    this.#changed();
  }

  close(): void {
    this.#leave.abort();
  }

  /** What is not there, or not of its kind, is as at first. */
  #read(): Settings {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '{}');
      if (typeof kept !== 'object' || kept === null) return FIRST;
      const known = Object.entries(kept).filter(([name, value]) => name in FIRST && typeof value === typeof FIRST[name as keyof Settings]);
      return { ...FIRST, ...Object.fromEntries(known) as Partial<Settings> };
    } catch {
      return FIRST;
    }
  }
}

/** What outlives the tab, unless the user blocks it. */
export function lasting(): Storage | undefined {
  try {
    return typeof localStorage === 'object' ? localStorage : undefined;
  } catch {
    return undefined;
  }
}
