import { nameOf, stateWords, transferWords } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import { Phone } from '../sdk/phone.js';
import type { Call, CallEnd, Party, PhoneState, RingdownError as Trouble, TokenProvider } from '../sdk/ringdown.js';
import type { Preflight } from './checkview.js';
import { rings } from './desk.js';
import { useWished } from './devices.js';
import { Notifier } from './notifier.js';
import { Person } from './person.js';
import { type Match, matches } from './search.js';
import type { Settings } from './settings.js';
import { Waking } from './waking.js';

const RETRY_AFTER = 5000;

export interface SessionListener {
  /** Anything that is seen may be another one now. */
  changed(): void;
  state(state: PhoneState): void;
  /** The gateway has said who it is: from now on there are wishes and lists. */
  arrived(): void;
  rings(call: Call): void;
  ended(call: Call, end: CallEnd): void;
  readOut(said: string): void;
  refused(error: Trouble): void;
  /** Why the gateway cannot be reached; undefined once it is. */
  unreached(why: RingdownError | undefined): void;
}

/** Somebody who is signed in: their phone, their calls, their wishes and lists, until they sign out. */
export class Session {
  readonly phone: Phone;
  readonly #token: TokenProvider;
  readonly #gateway: string;
  readonly #listener: SessionListener;
  #person: Person | undefined;
  #mail: number | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(token: TokenProvider, gateway: string, listener: SessionListener) {
    this.#token = token;
    this.#gateway = gateway;
    this.#listener = listener;
    this.phone = new Phone({ token, url: gateway }, { name: 'phone' });
  }

  get person(): Person | undefined { return this.#person; }
  get wishes(): Settings | undefined { return this.#person?.settings.now; }
  /** How many messages wait in the mailbox, 0 where only is known that some do; undefined where none does. */
  get mail(): number | undefined { return this.#mail; }

  /** Whether calls can be placed at once. */
  get ready(): boolean {
    return this.phone.state === 'registered' || this.phone.state === 'online';
  }

  open(): void {
    const { phone } = this;
    phone.on('state', this.#whileOpen((state: PhoneState) => {
      if (this.ready) this.#arrived();
      this.#listener.state(state);
    }));
    phone.on('error', this.#whileOpen((error: Trouble) => this.#listener.refused(error)));
    phone.on('call', this.#whileOpen((call: Call) => this.#watch(call)));
    phone.on('incoming', this.#whileOpen((call: Call) => this.#rings(call)));
    phone.on('voicemail', this.#whileOpen(({ waiting, count }: { waiting: boolean; count: number }) => {
      this.#mail = waiting ? count : undefined;
      this.#listener.changed();
    }));
    this.connect();
  }

  /** A phone on a desk goes on trying. */
  connect(): void {
    clearTimeout(this.#retry);
    this.phone.connect().then(this.#whileOpen(() => this.#listener.unreached(undefined)), this.#whileOpen((thrown: unknown) => {
      const error = RingdownError.from(thrown, 'signaling-lost');
      if (error.retryable) this.#retry = setTimeout(() => this.connect(), RETRY_AFTER);
      this.#listener.unreached(error);
    }));
  }

  /** @param leaves whether the user signs out: whoever sits down here next is not to be called in their name */
  close(leaves = false): void {
    this.#over = true;
    clearTimeout(this.#retry);
    const woken = this.#person?.settings.now.closed ?? false;
    this.#person?.close();
    const asleep = leaves && woken ? this.phone.disablePush().catch(() => undefined) : Promise.resolve();
    void asleep.then(() => this.phone.destroy());
  }

  nameOf(party: Party): string {
    return this.#person?.people.nameOf(party) ?? nameOf(party);
  }

  matches(typed: string): readonly Match[] {
    return this.#person ? matches(typed, this.#person.people.contacts, this.#person.people.calls) : [];
  }

  readonly preflight: Preflight = (onProgress, signal) => Phone.preflight({ token: this.#token, url: this.#gateway, onProgress, signal });

  #whileOpen<P>(act: (payload: P) => void): (payload: P) => void {
    return (payload) => { if (!this.#over) act(payload); };
  }

  #arrived(): void {
    if (!this.#person) {
      this.#person = new Person(this.phone.identity ?? '', this.#gateway, this.#token, () => this.#wished());
      this.#listener.arrived();
      void new Waking(this.phone, this.#person.settings).renew(new Notifier().allowed === 'granted');
      void useWished(this.phone.audio, this.#person.settings);
    }
    this.#obey();
  }

  /** Another tab of the same browser may have wished it. */
  #wished(): void {
    if (this.#over) return;
    this.#obey();
    this.#listener.changed();
  }

  #obey(): void {
    this.phone.dnd = this.wishes?.disturb === true;
  }

  #watch(call: Call): void {
    const changed = this.#whileOpen(() => this.#listener.changed());
    for (const event of ['here', 'remote', 'mute', 'hold', 'recording', 'answered', 'video', 'track'] as const) call.on(event, changed);
    call.on('state', this.#whileOpen((state) => {
      if (state !== 'ended' && call.here) this.#listener.readOut(stateWords(state, call.direction));
      this.#listener.changed();
    }));
    call.on('transfer', this.#whileOpen(({ status }) => this.#listener.readOut(transferWords(status))));
    call.on('error', this.#whileOpen((error) => this.#listener.refused(error)));
    call.on('ended', this.#whileOpen((end) => this.#ended(call, end)));
    this.#listener.changed();
  }

  #rings(call: Call): void {
    const { wishes } = this;
    if (wishes?.waiting === false && this.phone.calls.some((other) => other !== call && !rings(other))) return call.reject({ busy: true });
    if (wishes?.ring === false) call.ignore();
    this.#listener.rings(call);
  }

  /** Of a call that spoke on another page, that one's user has heard. */
  #ended(call: Call, end: CallEnd): void {
    const rang = call.direction === 'inbound' && call.answeredAt === undefined;
    this.#person?.called();
    if (call.here || rang) this.#listener.ended(call, end);
    else this.#listener.changed();
  }
}
