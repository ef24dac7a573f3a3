import type { Media } from './media.js';

const KEPT_FOR = 60_000;

/** The warm connection for the next call, if there is one: opened on intent, without a microphone, let go when unused. */
export class Spare {
  readonly #make: () => Media;
  readonly #letGo: (media: Media) => void;
  #media: Media | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(make: () => Media, letGo: (media: Media) => void) {
    this.#make = make;
    this.#letGo = letGo;
  }

  /** Opens one, or keeps the one there is for longer. */
  async warm(): Promise<void> {
    if (this.#media?.usable === false) this.drop();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.drop(), KEPT_FOR);
    if (this.#media) return;
    const media = this.#media = this.#make();
    await media.offered;
    if (this.#media === media) media.open();
  }

  take(): Media | undefined {
    const media = this.#media;
    clearTimeout(this.#timer);
    this.#media = undefined;
    if (media === undefined || media.usable) return media;
    this.#letGo(media);
    return undefined;
  }

  /** Its name in the protocol, if there is one that can be taken. */
  get m(): string | undefined {
    return this.#media?.usable ? this.#media.m : undefined;
  }

  is(m: string): boolean {
    return this.#media?.m === m;
  }

  drop(): void {
    const media = this.#media;
    clearTimeout(this.#timer);
    this.#media = undefined;
    if (media) this.#letGo(media);
  }
}
