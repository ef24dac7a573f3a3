/** What the SDK says to people in other languages than English, in which it is written. */
import { GERMAN_ERRORS, GERMAN_WARNINGS } from './german.js';
import type { ErrorCode, WarningName } from './ringdown.js';

/** What went wrong, by its code. */
export type ErrorWords = Readonly<Record<ErrorCode, { readonly message: string; readonly hint: string }>>;

export type WarningWords = Readonly<Record<WarningName, string>>;

interface Spoken { readonly errors: Partial<ErrorWords>; readonly warnings: Partial<WarningWords> }

const ENGLISH: Spoken = { errors: {}, warnings: {} };
const OTHERS: ReadonlyMap<string, Spoken> = new Map([['de', { errors: GERMAN_ERRORS, warnings: GERMAN_WARNINGS }]]);

let spoken = ENGLISH;

/** Speaks this language from now on ("de", "de-AT"), English where it is not known. */
export function speakIn(locale: string): void {
  spoken = OTHERS.get(locale.split(/[-_]/, 1)[0]?.toLowerCase() ?? '') ?? ENGLISH;
}

/** What is said otherwise than in English. */
export function otherwise(): Spoken {
  return spoken;
}
