import { RingdownError } from '../sdk/errors.js';
import { dialable } from '../sdk/numbers.js';

/** Something that looks like a number within a sentence: digits with what people put between them. */
const WITHIN = /(?:\+|00)?\(?\d[\d\s().\-/\u00a0\u2010-\u2015\u2212]{3,}\d/u;

/** What is to be dialled of what was pasted: "Tel.: +44 (0)20 7946 0000 (office)" is +442079460000. Empty where there is nothing to dial. */
export function pasted(text: string): string {
  return attempt(text) || attempt(WITHIN.exec(text.normalize('NFKC'))?.[0] ?? '');
}

function attempt(text: string): string {
  try {
    return dialable(text);
  } catch (thrown) {
    if (thrown instanceof RingdownError) return '';
    throw thrown;
  }
}
