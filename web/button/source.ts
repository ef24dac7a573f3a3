/** Where the part that calls comes from: each bundle's entry says so. It is either in the bundle, or fetched when a hand comes near. */
import type { Calling } from './line.js';

export type Source = () => Promise<Calling>;

let source: Source = () => Promise.reject(new TypeError('this bundle does not say where its calling part comes from'));

export function callingFrom(given: Source): void {
  source = given;
}

export function calling(): Promise<Calling> {
  return source();
}

/**
 * From a script beside ours, fetched once. After a failure it is fetched anew, under an address of which no browser remembers that it failed: a page
 * may ask for a module that could not be had as often as it likes, and some browsers answer from memory.
 */
export function fetched(address: string, load: (url: string) => Promise<unknown> = (url) => import(url)): Source {
  let part: Promise<Calling> | undefined;
  let failures = 0;
  return () => part ??= load(failures === 0 ? address : `${address}?again=${failures}`).catch((thrown: unknown) => {
    part = undefined;
    failures++;
    throw thrown;
  }) as Promise<Calling>;
}
