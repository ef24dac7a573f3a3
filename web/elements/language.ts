import { ENGLISH, type Words } from './english.js';
import { GERMAN } from './german.js';

const LANGUAGES: Readonly<Record<string, Words>> = { en: ENGLISH, de: GERMAN };

let spoken: { readonly tag: string; readonly words: Words } | undefined;

/** The first of these languages that we speak, else English. */
export function choose(wanted: readonly string[]): { readonly tag: string; readonly words: Words } {
  for (const tag of wanted) {
    const words = LANGUAGES[tag.split('-', 1)[0]?.toLowerCase() ?? ''];
    if (words) return { tag, words };
  }
  return { tag: 'en', words: ENGLISH };
}

/** The language of this page: what its `<html lang>` says, else what the user's browser prefers. Decided once. */
function page(): { readonly tag: string; readonly words: Words } {
  const said = typeof document === 'object' ? document.documentElement.lang : '';
  return spoken ??= choose(said !== '' ? [said] : typeof navigator === 'object' ? navigator.languages : []);
}

export function words(): Words {
  return page().words;
}

/** For dates and numbers: with its region, as "de-AT". */
export function languageTag(): string {
  return page().tag;
}

/** Speaks the first of these from now on, or again what the page says. */
export function speak(...wanted: string[]): void {
  spoken = wanted.length > 0 ? choose(wanted) : undefined;
}
