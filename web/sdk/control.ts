/** What a call is asked beside talking: to hold the far end, and to give it to somebody else. */
import { Deferred } from './deferred.js';
import { RingdownError } from './errors.js';
import { Reply } from './reply.js';
import type { CallEvents } from './ringdown.js';
import type { FromPage, HoldInfo, TransferTold } from './wire.js';

const HELD_WITHIN = 10_000;

export interface ControlHost {
  readonly id: string;
  /** Whether the gateway heard it. */
  send(message: FromPage): boolean;
  /** The call is held, or no longer. */
  held(hold: HoldInfo): void;
  transfer(progress: CallEvents['transfer']): void;
  cutOff(): RingdownError;
}

export class Control {
  readonly #host: ControlHost;
  readonly #asked = new Reply();
  #hold: HoldInfo = { local: false, remote: false };
  #wish: boolean | undefined;
  #transfer: Deferred<void> | undefined;

  constructor(host: ControlHost) {
    this.#host = host;
  }

  get local(): boolean {
    return this.#hold.local;
  }

  /** Whether either side holds. */
  get held(): boolean {
    return this.#hold.local || this.#hold.remote;
  }

  async hold(on: boolean): Promise<void> {
    if (on === this.#hold.local && this.#wish === undefined) return;
    this.#asked.reject(new RingdownError('bad-state', { callId: this.#host.id, message: 'Another wish has come instead.' }));
    this.#wish = on;
    if (!this.#host.send({ type: 'hold', call: this.#host.id, on })) throw this.#host.cutOff();
    await this.#asked.expect(HELD_WITHIN, () => this.#host.cutOff());
  }

  /** Resolves when the far end talks to somebody else; refused when the call has come back. */
  async transfer(to: { to: string } | { with: string }): Promise<void> {
    if (this.#transfer) throw new RingdownError('bad-state', { callId: this.#host.id, message: 'A transfer is under way.' });
    if (!this.#host.send({ type: 'transfer', call: this.#host.id, ...to })) throw this.#host.cutOff();
    this.#transfer = new Deferred();
    await this.#transfer.promise;
  }

  /** What the gateway says of who holds. */
  told(hold: HoldInfo): void {
    const changed = hold.local !== this.#hold.local || hold.remote !== this.#hold.remote;
    this.#hold = hold;
    if (this.#wish === hold.local) {
      this.#wish = undefined;
      this.#asked.resolve();
    }
    if (changed) this.#host.held(hold);
  }

  progress({ status, sip }: TransferTold): void {
    if (status === 'done') this.#finish();
    if (status === 'failed') {
      this.refuse(new RingdownError('sip-failure', {
        callId: this.#host.id, message: 'The call could not be passed on.', hint: 'It is yours again.',
        ...(sip !== undefined && { sip: { code: sip, reason: '' } }) }));
    }
    this.#host.transfer({ status, ...(sip !== undefined && { sip }) });
  }

  /** The call is over. */
  ended(transferred: boolean, error: RingdownError): void {
    if (transferred) this.#finish();
    this.refuse(error);
  }

  /** Says whether anybody was waiting. */
  refuse(error: RingdownError): boolean {
    this.#wish = undefined;
    const transfer = this.#transfer;
    this.#transfer = undefined;
    transfer?.reject(error);
    return this.#asked.reject(error) || transfer !== undefined;
  }

  #finish(): void {
    this.#transfer?.resolve();
    this.#transfer = undefined;
  }
}
