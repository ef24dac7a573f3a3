/** The languages that our elements speak. Each catalogue of words has all of them, so that a bundle carries only those that it says. */
export type Said<T> = Readonly<Record<Language, T>>;
type Language = typeof LANGUAGES[number];

const LANGUAGES = ['en', 'de'] as const;

let spoken: { readonly tag: string; readonly language: Language } | undefined;

/** The first of these languages that we speak, else English. */
function choose(wanted: readonly string[]): { readonly tag: string; readonly language: Language } {
  for (const tag of wanted) {
    const language = LANGUAGES.find((known) => known === tag.split('-', 1)[0]?.toLowerCase());
    if (language) return { tag, language };
  }
  return { tag: 'en', language: 'en' };
}

/** The language of this page: what its `<html lang>` says, else what the user's browser prefers. Decided once. */
function page(): { readonly tag: string; readonly language: Language } {
  const said = typeof document === 'object' ? document.documentElement.lang : '';
  return spoken ??= choose(said !== '' ? [said] : typeof navigator === 'object' ? navigator.languages : []);
}

/** Of what is said in all languages, that in the page's. */
export function inPageLanguage<T>(said: Said<T>): T {
  return said[page().language];
}

/** For dates and numbers: with its region, as "de-AT". */
export function languageTag(): string {
  return page().tag;
}

/** Speaks the first of these from now on, or again what the page says. */
export function speak(...wanted: string[]): void {
  spoken = wanted.length > 0 ? choose(wanted) : undefined;
}
