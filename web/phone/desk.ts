import type { Call, Phone } from '../sdk/ringdown.js';
import { isAnswered } from './waiting.js';

/** The calls of this page as one conversation and what waits beside it. */
export class Desk {
  readonly #calls: () => readonly Call[];
  #current: Call | undefined;

  constructor(calls: () => readonly Call[]) {
    this.#calls = calls;
  }

  /** The call that is talked to: the one chosen last, else one that is not held. */
  get speaking(): Call | undefined {
    const here = this.#calls().filter((call) => call.here || isAnswering(call));
    return here.find((call) => call === this.#current) ?? here.find((call) => !call.held) ?? here[0];
  }

  get ringing(): Call | undefined {
    return this.#calls().find(rings);
  }

  /** Those that wait here while another one is talked to. */
  get waiting(): Call[] {
    const { speaking } = this;
    return this.#calls().filter((call) => call.here && call !== speaking && !rings(call));
  }

  get elsewhere(): Call[] {
    return this.#calls().filter((call) => !call.here && !rings(call) && call.state !== 'connecting');
  }

  /** The calls of this page, without this one. */
  besides(except?: Call): Call[] {
    return this.#calls().filter((call) => call !== except && call.here);
  }

  choose(call: Call): void {
    this.#current = call;
  }

  /** One conversation at a time: the others are held, and what is not answered yet is given up. */
  async setAside(except?: Call): Promise<void> {
    await Promise.all(this.besides(except).map((other) => isAnswered(other) ? other.hold() : other.hangup()));
  }

  async talkTo(call: Call): Promise<void> {
    this.#current = call;
    await this.setAside(call);
    await call.unhold();
  }

  async answer(call: Call, { video, ends }: { readonly video: boolean; readonly ends: boolean }): Promise<void> {
    this.#current = call;
    if (ends) await Promise.all(this.besides(call).map((other) => other.hangup()));
    else await this.setAside(call);
    await call.answer({ video });
  }

  /** Has the one who is talked to and this one talk to each other, without us. */
  async connect(call: Call): Promise<void> {
    await this.speaking?.transfer(call);
  }

  /** The same, with us: they end as transferred, and one call comes in their place. */
  async merge(phone: Phone, call: Call): Promise<void> {
    const { speaking } = this;
    if (speaking) await phone.conference(speaking, call);
  }
}

export function rings(call: Call): boolean {
  return call.direction === 'inbound' && call.state === 'ringing';
}

function isAnswering(call: Call): boolean {
  return call.direction === 'inbound' && call.state === 'connecting';
}
