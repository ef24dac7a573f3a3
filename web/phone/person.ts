import type { TokenProvider } from '../sdk/ringdown.js';
import { People, wasMissed } from './people.js';
import { Records } from './records.js';
import { KeptSettings, lasting } from './settings.js';

const RECORDED_AFTER = 1500;

/** Who is signed in: what they want of this browser, whom they know and whom they talked to. */
export class Person {
  readonly settings: KeptSettings;
  readonly people: People;
  /** A visitor is another one each time: nothing is kept for them. */
  readonly guest: boolean;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(user: string, gateway: string, token: TokenProvider, changed: () => void) {
    this.guest = user === '' || /^guest\b/.test(user);
    this.settings = new KeptSettings(`${gateway} ${user}`, this.guest ? undefined : lasting(), changed);
    this.people = new People(new Records(gateway, token), changed);
    if (!this.guest) void this.people.read();
  }

  get missed(): number {
    return this.people.calls.filter((call) => wasMissed(call) && call.begun.getTime() > this.settings.now.seen).length;
  }

  /** A call has ended: its record is there within a second. */
  called(): void {
    if (this.guest) return;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.people.read(), RECORDED_AFTER);
  }

  close(): void {
    clearTimeout(this.#later);
    this.settings.close();
  }
}
