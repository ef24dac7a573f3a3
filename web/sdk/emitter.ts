import type { Unsubscribe } from './ringdown.js';

type Listener = (payload: never) => void;

/** Listeners by event name. One that throws is reported and does not stop the others. */
export class Emitter<M> {
  readonly #listeners = new Map<keyof M, Set<Listener>>();

  on<K extends keyof M>(event: K, listener: (payload: M[K]) => void, options: { signal?: AbortSignal } = {}): Unsubscribe {
    const off = () => this.off(event, listener);
    if (options.signal?.aborted) return off;
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    options.signal?.addEventListener('abort', off, { once: true });
    return off;
  }

  once<K extends keyof M>(event: K): Promise<M[K]> {
    return new Promise((resolve) => {
      const off = this.on(event, (payload) => {
        off();
        resolve(payload);
      });
    });
  }

  off<K extends keyof M>(event: K, listener: (payload: M[K]) => void): void {
    this.#listeners.get(event)?.delete(listener);
  }

  /** Whether anybody listens to this now. */
  protected hears(event: keyof M): boolean {
    return (this.#listeners.get(event)?.size ?? 0) > 0;
  }

  protected emit<K extends keyof M>(event: K, payload: M[K]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (payload: M[K]) => void)(payload);
      } catch (thrown) {
        report(thrown);
      }
    }
  }
}

/** The console's and the error handlers' business, as if the listener had been called by the browser. */
function report(thrown: unknown): void {
  if (typeof reportError === 'function') reportError(thrown);
  else queueMicrotask(() => { throw thrown; });
}
