const RESTART_HELPS_WITHIN = 4_000;
const BETWEEN_REPLACEMENTS = 4_000;

export interface Remedies {
  /** The same connection by another way: new ICE credentials. */
  restart(): void;
  /** Another connection. */
  replace(): void;
}

/** Brings the sound of a call back: first by a restart of its connection, then by new ones, until somebody says it is back. */
export class Recovery {
  readonly #remedies: Remedies;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(remedies: Remedies) {
    this.#remedies = remedies;
  }

  /** @param after milliseconds that the sound is given to come back by itself */
  begin(after: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#remedies.restart();
      this.#timer = setTimeout(() => this.#replace(), RESTART_HELPS_WITHIN);
    }, after);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #replace(): void {
    this.#remedies.replace();
    this.#timer = setTimeout(() => this.#replace(), BETWEEN_REPLACEMENTS);
  }
}
