import type { CallStats, Warning } from './ringdown.js';
import { type Circumstances, Warnings } from './warnings.js';

const EVERY = 1_000;

export interface MeterHost {
  /** Nothing where there is no connection to measure. */
  measure(): Promise<CallStats | undefined>;
  /** What is known beside the figures. */
  around(): Circumstances;
  stats(stats: CallStats): void;
  warning(warning: Warning): void;
  cleared(warning: Warning): void;
}

/** Measures a call once a second for as long as it talks here. */
export class Meter {
  readonly #host: MeterHost;
  readonly #warnings = new Warnings();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: MeterHost) {
    this.#host = host;
  }

  run(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => void this.#look(), EVERY) : undefined;
  }

  async #look(): Promise<void> {
    const stats = await this.#host.measure().catch(() => undefined);
    if (!stats || this.#timer === undefined) return;
    this.#host.stats(stats);
    const { raised, cleared } = this.#warnings.next(stats, this.#host.around());
    raised.forEach((warning) => this.#host.warning(warning));
    cleared.forEach((warning) => this.#host.cleared(warning));
  }
}
