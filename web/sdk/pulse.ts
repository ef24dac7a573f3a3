const EVERY = 50;
const STOPPED_AFTER = 200;   // ten packets

/** Whether sound keeps coming by a connection: browsers say nothing of a way that is no more for five seconds. */
export class Pulse {
  readonly #heardAt: () => number | undefined;
  readonly #stopped: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #latest: number | undefined;
  #still = 0;

  /**
   * @param heardAt when the latest packet came, by any clock
   * @param stopped told once each time that none has come for a while
   */
  constructor(heardAt: () => number | undefined, stopped: () => void) {
    this.#heardAt = heardAt;
    this.#stopped = stopped;
  }

  /** Whether what came does not come any more. */
  get still(): boolean {
    return this.#still >= STOPPED_AFTER;
  }

  begin(): void {
    this.#timer ??= setInterval(() => this.#look(), EVERY);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#latest = undefined;
    this.#still = 0;
  }

  #look(): void {
    const at = this.#heardAt();
    if (at === undefined) return;   // nothing has come yet
    const moved = at !== this.#latest, wasStill = this.still;
    this.#latest = at;
    this.#still = moved ? 0 : this.#still + EVERY;
    if (this.still && !wasStill) this.#stopped();
  }
}
