import type { GatewayStats } from './ringdown.js';
import type { FromPage, StatsTold } from './wire.js';

/** What the gateway says of how a call sounds. It is asked to while somebody listens here, and only then does it say anything. */
export class GatewaySide {
  readonly #call: string;
  readonly #send: (message: FromPage) => boolean;
  #asked: string | undefined;
  #latest: GatewayStats | undefined;

  /** @param send says whether the gateway heard it */
  constructor(call: string, send: (message: FromPage) => boolean) {
    this.#call = call;
    this.#send = send;
  }

  get latest(): GatewayStats | undefined {
    return this.#latest;
  }

  /** @param m the connection that carries the call; nothing where nobody wants to know */
  want(m: string | undefined): void {
    if (m === this.#asked) return;
    if (!this.#send({ type: 'stats', call: this.#call, on: m !== undefined })) return;
    this.#asked = m;
    this.#latest = undefined;
  }

  told({ here, there }: StatsTold): void {
    this.#latest = { here, ...(there && { there }) };
  }
}
