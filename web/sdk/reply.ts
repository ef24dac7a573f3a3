import { Deferred, within } from './deferred.js';

/** An answer that is owed by the gateway, or none. */
export class Reply {
  #waiting: Deferred<void> | undefined;

  expect(ms: number, late: () => Error): Promise<void> {
    const waiting = this.#waiting = new Deferred<void>();
    return within(ms, waiting.promise, late).finally(() => {
      if (this.#waiting === waiting) this.#waiting = undefined;
    });
  }

  resolve(): void {
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  /** Says whether anybody was waiting. */
  reject(error: Error): boolean {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
    return waiting !== undefined;
  }
}
