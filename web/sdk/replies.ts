import { Deferred, within } from './deferred.js';

/** What has been asked of the gateway and is not yet answered, by name. */
export class Replies<Name extends string> {
  readonly #waiting = new Map<Name, Deferred<void>>();

  has(name: Name): boolean {
    return this.#waiting.has(name);
  }

  expect(name: Name, ms: number, late: () => Error): Promise<void> {
    const reply = new Deferred<void>();
    this.#waiting.set(name, reply);
    return within(ms, reply.promise, late).finally(() => {
      if (this.#waiting.get(name) === reply) this.#waiting.delete(name);
    });
  }

  resolve(name: Name): void {
    this.#waiting.get(name)?.resolve();
    this.#waiting.delete(name);
  }

  /** Refuses them all; says whether there were any. */
  rejectAll(error: Error): boolean {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    waiting.forEach((reply) => reply.reject(error));
    return waiting.length > 0;
  }
}
