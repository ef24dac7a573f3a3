import { RingdownError } from './errors.js';

const LONGEST = 256;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;   // copied along from web pages and contact lists
const NUMBER = /^\+?[\d*#\s().\-/\u2010-\u2015\u2212]+$/;

/** What is dialled for what was typed or pasted: "+44 (0)20-7946 0000" is +442079460000; names and sip: addresses stay as they are. */
export function dialable(typed: string): string {
  const text = typed.normalize('NFKC').replace(INVISIBLE, '').trim();
  const to = /^tel:/i.test(text) ? digitsOf(decode(text.slice(4)).replace(/;.*$/s, '')) : NUMBER.test(text) ? digitsOf(text) : text;
  if (to === '' || to === '+' || to.length > LONGEST || /[\s\p{Cc}<>"]/u.test(to)) throw new RingdownError('bad-number');
  return to;
}

/** The national zero in "+44 (0)20" is not dialled from abroad. */
function digitsOf(number: string): string {
  const international = /^\s*(\+|00)/.test(number);
  return (international ? number.replace(/\(0\)/, '') : number).replace(/[^\d*#+]/g, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RingdownError('bad-number');
  }
}
