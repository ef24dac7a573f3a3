import type { Contact, PastCall } from './records.js';

/** Somebody who may be meant by what stands in the number field. */
export interface Match { readonly number: string; readonly name: string }

const LETTERS: Readonly<Record<string, string>> = {
  abc: '2', def: '3', ghi: '4', jkl: '5', mno: '6', pqrs: '7', tuv: '8', wxyz: '9',
};
const KEY_OF = new Map(Object.entries(LETTERS).flatMap(([letters, key]) => letters.split('').map((letter) => [letter, key] as const)));
const MOST = 5;

/** How a number is compared: its digits, a leading 00 as a plus, an address without its technicalities. */
export function plainNumber(number: string): string {
  const bare = number.trim().toLowerCase().replace(/^(sips?|tel):/, '').replace(/[;?].*$/, '');
  return /^\+?[\d\s().\-/*#]+$/.test(bare) ? bare.replace(/\(0\)/, '').replace(/[^\d+*#]/g, '').replace(/^00/, '+') : bare;
}

/** Without accents and case. */
export function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** The keys of a telephone that spell a name: "Bob" is 262. */
export function keysOf(name: string): string {
  return plainName(name).replace(/[^\d]/gu, (letter) => KEY_OF.get(letter) ?? ' ');
}

/**
 * Contacts, then people of the calls before, whose name or number fits what was typed: the beginning of a word of the name, also as keys, or a part of the number.
 * Beginnings come first; whoever was talked to last comes before others.
 */
export function matches(typed: string, contacts: readonly Contact[], calls: readonly PastCall[], most = MOST): Match[] {
  const name = plainName(typed), number = plainNumber(typed);
  if (name === '') return [];
  const known = new Map<string, Match & { readonly rank: number }>();
  const look = (match: Match, order: number) => {
    const key = plainNumber(match.number);
    const fits = rank(match, name, number);
    if (key === '' || known.has(key) || fits === undefined) return;
    known.set(key, { ...match, rank: fits * 1000 + order });
  };
  contacts.forEach((contact, i) => look(contact, i));
  calls.forEach((call, i) => look({ number: call.number, name: call.name }, 500 + i));
  return [...known.values()].sort((a, b) => a.rank - b.rank).slice(0, most).map(({ number, name }) => ({ number, name }));
}

/** 0: begins so. 1: a later word begins so. 2: within the number. Undefined: does not fit. */
function rank(match: Match, name: string, number: string): number | undefined {
  const theirs = plainNumber(match.number), named = plainName(match.name);
  const digits = /^[\d*#+]+$/.test(number);
  if ((digits && theirs.startsWith(number)) || named.startsWith(name)) return 0;
  const spelt = digits && /^[2-9]+$/.test(number) ? keysOf(match.name).split(' ') : [];
  if (spelt.some((word) => word.startsWith(number)) || named.split(/[\s\-,.]+/).some((word) => word.startsWith(name))) return 1;
  if (digits && number.length > 2 && theirs.includes(number)) return 2;
  return !digits && theirs.includes(name) ? 2 : undefined;
}
