import { Deferred, within } from './deferred.js';
import { RingdownError } from './errors.js';
import { errorOf } from './link.js';
import type { Failure, FromPage } from './wire.js';

/** Longer than a SIP phone may take to answer. */
const ANSWERED_WITHIN = 35_000;

/** What was asked of the gateway that it answers by `done` or `error`, under a name of ours. */
export class Asks {
  readonly #send: (message: FromPage) => boolean;
  readonly #open = new Map<string, Deferred<void>>();
  #asked = 0;

  constructor(send: (message: FromPage) => boolean) {
    this.#send = send;
  }

  ask(message: (ref: string) => FromPage): Promise<void> {
    const ref = `a${++this.#asked}`;
    const asked = new Deferred<void>();
    if (!this.#send(message(ref))) return Promise.reject(new RingdownError('signaling-lost'));
    this.#open.set(ref, asked);
    return within(ANSWERED_WITHIN, asked.promise, () => new RingdownError('signaling-lost')).finally(() => this.#open.delete(ref));
  }

  done(ref: string): void {
    this.#open.get(ref)?.resolve();
  }

  /** Says whether anybody was waiting. */
  refused(failure: Failure): boolean {
    const asked = failure.ref === undefined ? undefined : this.#open.get(failure.ref);
    asked?.reject(errorOf(failure));
    return asked !== undefined;
  }

  lost(why: RingdownError): void {
    this.#open.forEach((asked) => asked.reject(why));
  }
}
