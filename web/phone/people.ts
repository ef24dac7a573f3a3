import { nameOf } from '../elements/words.js';
import type { Party } from '../sdk/ringdown.js';
import type { Contact, PastCall, Records } from './records.js';
import { plainNumber } from './search.js';

/** Whether the lists can be shown: nothing read yet, all there, or why not. */
export type Reading = 'reading' | 'read' | 'away';

/** Whom the user knows, and whom they talked to: read from the gateway, which keeps it for all of the user's pages. */
export class People {
  readonly #records: Records;
  readonly #changed: () => void;
  #calls: readonly PastCall[] = [];
  #contacts: readonly Contact[] = [];
  #names = new Map<string, string>();
  #next: string | undefined;
  #reading: Reading = 'reading';

  /** @param changed told when a list is another one */
  constructor(records: Records, changed: () => void) {
    this.#records = records;
    this.#changed = changed;
  }

  get calls(): readonly PastCall[] { return this.#calls; }
  get contacts(): readonly Contact[] { return this.#contacts; }
  get reading(): Reading { return this.#reading; }
  get hasMore(): boolean { return this.#next !== undefined; }

  /** Reads both lists anew. Never rejects: `reading` says how it went. */
  async read(): Promise<void> {
    const [calls, contacts] = await Promise.allSettled([this.#records.history(), this.#records.contacts()]);
    this.#reading = calls.status === 'fulfilled' && contacts.status === 'fulfilled' ? 'read' : 'away';
    if (calls.status === 'fulfilled') this.#take(calls.value.calls, calls.value.next);
    if (contacts.status === 'fulfilled') this.#use(contacts.value);
    this.#changed();
  }

  /** Earlier calls than those that are there. */
  async more(): Promise<void> {
    if (this.#next === undefined) return;
    const { calls, next } = await this.#records.history(this.#next);
    this.#take([...this.#calls, ...calls], next);
    this.#changed();
  }

  /** @param before the number that it had; a contact is found by its number */
  async keep(contact: Contact, before = contact.number): Promise<void> {
    await this.#records.keep(contact);
    if (before !== contact.number) await this.#records.forget(before);
    this.#use([...this.#contacts.filter(({ number }) => number !== contact.number && number !== before), contact]);
    this.#changed();
  }

  async forget(contact: Contact): Promise<void> {
    await this.#records.forget(contact.number);
    this.#use(this.#contacts.filter((other) => other !== contact));
    this.#changed();
  }

  /** The name that the user gave a number, else what the caller says. */
  nameOf(party: Party): string {
    return this.named(party.number ?? '') ?? this.named(party.uri) ?? nameOf(party);
  }

  named(number: string): string | undefined {
    return number === '' ? undefined : this.#names.get(plainNumber(number));
  }

  #take(calls: readonly PastCall[], next: string | undefined): void {
    this.#calls = calls;
    this.#next = next;
  }

  #use(contacts: readonly Contact[]): void {
    this.#contacts = [...contacts].sort((a, b) => a.name.localeCompare(b.name));
    this.#names = new Map(contacts.map(({ number, name }) => [plainNumber(number), name]));
  }
}

/** A call that came in, that nobody answered, and that the user did not refuse. */
export function wasMissed({ direction, answered, reason }: PastCall): boolean {
  return direction === 'in' && !answered && reason !== 'declined' && reason !== 'answered-elsewhere';
}
