import { RingdownError } from './errors.js';

/** Keys pressed one after the other, or a pause in milliseconds. */
export type Press = { readonly digits: string } | { readonly pause: number };

/** As many keys as one message may have. */
const MOST = 64;

const PAUSES: Readonly<Record<string, number>> = { 'w': 500, 'W': 500, ',': 2000 };

/** Reads what sendDTMF was given: keys 0-9 * # A-D, 'w' (half a second) and ',' (two seconds). Spaces and dashes are ignored. */
export function parseDtmf(text: string): Press[] {
  const presses: Press[] = [];
  for (const char of text.replace(/[\s-]/g, '')) {
    const last = presses.at(-1);
    const pause = PAUSES[char];
    if (pause !== undefined) {
      if (last && 'pause' in last) presses[presses.length - 1] = { pause: last.pause + pause };
      else presses.push({ pause });
    } else if (/[0-9*#A-Da-d]/.test(char)) {
      const digit = char.toUpperCase();
      if (last && 'digits' in last && last.digits.length < MOST) presses[presses.length - 1] = { digits: last.digits + digit };
      else presses.push({ digits: digit });
    } else {
      throw new RingdownError('bad-number', { message: `'${char}' is not a key.`, hint: 'Keys are 0-9, *, #, A-D; w and , are pauses.' });
    }
  }
  return presses;
}
