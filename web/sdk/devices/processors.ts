import type { Unsubscribe } from '../ringdown.js';

export type Processor = (stream: MediaStream) => Promise<MediaStream>;

/** What sound goes through, one after the other, in the order they came. */
export class Processors {
  #all: readonly Processor[] = [];

  get any(): boolean {
    return this.#all.length > 0;
  }

  add(processor: Processor): Unsubscribe {
    const mine: Processor = (stream) => processor(stream);   // the same one may be there twice
    this.#all = [...this.#all, mine];
    return () => { this.#all = this.#all.filter((other) => other !== mine); };
  }

  async through(stream: MediaStream): Promise<MediaStream> {
    let out = stream;
    for (const processor of this.#all) out = await processor(out);
    return out;
  }
}
