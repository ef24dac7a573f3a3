import { afterEach, describe, expect, it, vi } from 'vitest';
import { BUTTON_WORDS, opensWords } from '../button/words.js';
import { ENGLISH, ENGLISH_ENDS } from '../elements/english.js';
import { GERMAN, GERMAN_ENDS } from '../elements/german.js';
import { languageTag, speak } from '../elements/language.js';
import { decimal, errorWords, percent, stateWords, whenWords, words } from '../elements/words.js';
import { CATALOGUE, RingdownError } from '../sdk/errors.js';
import { GERMAN_ERRORS } from '../sdk/german.js';

afterEach(() => speak());

/** Every text of a language by its path; what takes a word is told with one. */
function texts(of: object, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of Object.entries(of) as [string, unknown][]) {
    const at = `${path}${name}`;
    if (typeof value === 'string') all.set(at, value);
    else if (typeof value === 'function') all.set(at, String((value as (...given: unknown[]) => unknown)(7, 'Bob')));
    else if (typeof value === 'object' && value !== null) for (const [below, text] of texts(value, `${at}.`)) all.set(below, text);
  }
  return all;
}

describe('the languages', () => {
  const english = texts({ ...ENGLISH, ends: ENGLISH_ENDS, button: BUTTON_WORDS.en });
  const german = texts({ ...GERMAN, ends: GERMAN_ENDS, button: BUTTON_WORDS.de });
  /** What is the same word in both, or a sign. */
  const same = ['phone.video', 'quality.codec', 'quality.none', 'quality.ms', 'contacts.personName', 'signIn.user'];
  const shared = (path: string) => same.includes(path);

  it('say the same things', () => {
    const but = (path: string) => !path.startsWith('errors.');
    expect([...german.keys()].filter(but).sort()).toEqual([...english.keys()].filter(but).sort());
  });
  it.each(Object.keys(CATALOGUE) as (keyof typeof CATALOGUE)[])('both know the error %s', (code) => {
    expect(GERMAN_ERRORS[code]).toEqual({ message: expect.stringMatching(/\.$/) as string, hint: expect.stringMatching(/\.$/) as string });
  });
  it('leave nothing empty', () => {
    expect([...english, ...german].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
  it('leave nothing in the other language', () => {
    expect([...german].filter(([path, text]) => !shared(path) && english.get(path) === text).map(([path]) => path)).toEqual([]);
  });
  it('name whom they are given', () => {
    for (const [path, text] of english) if (/\b7\b/.test(text)) expect(german.get(path), path).toMatch(/7/);
  });
  it('end the same sentences with the same sign', () => {
    const last = (text: string) => /[.…?]$/.exec(text)?.[0] ?? '';
    for (const [path, text] of german) if (english.has(path)) expect([path, last(text)]).toEqual([path, last(english.get(path) ?? '')]);
  });

  it.each([
    [['de-AT', 'en'], 'de-AT', 'Auflegen'], [['fr', 'de'], 'de', 'Auflegen'], [['fr'], 'en', 'Hang up'], [[], 'en', 'Hang up'], [['DE'], 'DE', 'Auflegen'], [['den'], 'en', 'Hang up'],
  ] as const)('of %j is chosen %s', (wanted, tag, hangUp) => {
    if (wanted.length > 0) speak(...wanted);
    else vi.stubGlobal('navigator', { languages: wanted });
    expect([languageTag(), words().call.hangUp]).toEqual([tag, hangUp]);
  });

  it('are spoken by all words at once', () => {
    speak('de-DE');
    expect([languageTag(), words().call.hold, stateWords('active', 'inbound'), decimal(3.25, 1), percent(0.0123)])
      .toEqual(['de-DE', 'Halten', 'Verbunden', '3,3', '1,2\u00a0%']);
  });
});

describe('an error in another language', () => {
  it('that anybody could tell is told in it', () => {
    speak('de');
    expect(errorWords(new RingdownError('over-capacity'))).toBe('Das Gateway ist voll. Versuchen Sie es in einer Minute erneut.');
  });
  it('stays in the gateway’s words where it is about this very call', () => {
    speak('de');
    expect(errorWords(new RingdownError('rate-limited', { message: 'alice may call 60 times an hour.' })))
      .toBe('alice may call 60 times an hour. Warten Sie einen Moment und versuchen Sie es erneut.');
  });
  it('is in the SDK’s words in English', () => {
    speak('en');
    const { message, hint } = CATALOGUE['mic-in-use'];
    expect(errorWords(new RingdownError('mic-in-use'))).toBe(`${message} ${hint}`);
  });
});

describe('when it was', () => {
  const now = new Date(2026, 10, 30, 16, 0);
  it.each([
    [new Date(2026, 10, 30, 14, 5), /^14:05$/], [new Date(2026, 10, 29, 14, 5), /^So\.?,? 14:05$/], [new Date(2026, 9, 1, 14, 5), /^01\.10\.2026$/],
  ])('%s', (at, said) => {
    speak('de');
    expect(whenWords(at, now)).toMatch(said);
  });
});

describe('when a button opens again, by the visitor’s clock', () => {
  const now = new Date(2026, 10, 27, 18, 30);   // a Friday
  it.each([
    ['en', new Date(2026, 10, 27, 20, 0), 'We are closed. Open again today at 08:00 PM.'],
    ['en-GB', new Date(2026, 10, 28, 0, 30), 'We are closed. Open again tomorrow at 00:30.'],
    ['en-GB', new Date(2026, 10, 30, 9, 0), 'We are closed. Open again on Monday at 09:00.'],
    ['en-GB', new Date(2026, 11, 4, 9, 0), 'We are closed. Open again on 4 December at 09:00.'],
    ['de', new Date(2026, 10, 28, 10, 0), 'Wir haben geschlossen. Wieder erreichbar morgen um 10:00 Uhr.'],
    ['de', new Date(2026, 10, 30, 9, 0), 'Wir haben geschlossen. Wieder erreichbar am Montag um 09:00 Uhr.'],
    ['de', new Date(2026, 11, 24, 9, 0), 'Wir haben geschlossen. Wieder erreichbar am 24. Dezember um 09:00 Uhr.'],
  ])('in %s', (tag, at, said) => {
    speak(tag);
    expect(opensWords(at, now)).toBe(said);
  });
  it('over the night when clocks change, it is still tomorrow', () => {
    speak('en-GB');
    expect(opensWords(new Date(2026, 9, 26, 9, 0), new Date(2026, 9, 25, 0, 30))).toMatch(/tomorrow at 09:00/);
  });
});
