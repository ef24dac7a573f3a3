import { isTold } from './inventory.js';

/** Chromium's name for whatever the system uses. */
const SYSTEM = 'default';

/** Which device of a kind is wanted, and which is used meanwhile: the system's own, '', while the wanted one is unplugged. */
export class Choice {
  readonly #kind: MediaDeviceKind;
  #wanted = '';
  #missing = false;
  #system = '';

  constructor(kind: MediaDeviceKind) {
    this.#kind = kind;
  }

  get wanted(): string {
    return this.#wanted;
  }

  get used(): string {
    return this.#missing ? '' : this.#wanted;
  }

  want(id: string): void {
    this.#wanted = id;
    this.#missing = false;
  }

  /** The wanted one could not be opened; says whether that is news. */
  miss(): boolean {
    const news = this.used !== '';
    this.#missing = true;
    return news;
  }

  /** What comes of a new list: another device is to be used (`moved`), because the wanted one is gone (`lost`) or for another reason. */
  reconcile(devices: readonly MediaDeviceInfo[]): { readonly moved: boolean; readonly lost: boolean } {
    const mine = devices.filter(({ kind }) => kind === this.#kind);
    if (!isTold(mine) && mine.length > 0) return { moved: false, lost: false };
    const before = this.used;
    const system = this.#swapped(mine);
    this.#missing = this.#wanted !== '' && !mine.some(({ deviceId }) => deviceId === this.#wanted);
    const moved = this.used !== before || (this.used === '' && system);
    return { moved, lost: moved && this.#missing && before !== '' };
  }

  /** Whether the system has made another device its own; only Chromium says. A stream of the old one falls silent without a word. */
  #swapped(mine: readonly MediaDeviceInfo[]): boolean {
    const entry = mine.find(({ deviceId }) => deviceId === SYSTEM);
    const system = entry ? `${entry.groupId}|${entry.label}` : '';
    const swapped = this.#system !== '' && system !== '' && system !== this.#system;
    if (system !== '') this.#system = system;
    return swapped;
  }
}
