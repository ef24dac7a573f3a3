const SEPARATORS = /[\s().\-/\u2010-\u2015\u2060\ufeff]/g;

/** What a telephone dials, as a link (RFC 3966 §3): "+44 (0)20 7946-0000" is tel:+442079460000. Undefined where that is no number. */
export function telLink(written: string): string | undefined {
  const number = written.trim().replace(/^tel:/i, '').replace(/^(\+[^;]*?)\(0\)/, '$1').replace(SEPARATORS, '');
  return /^\+?\d{2,20}(;ext=\d{1,10})?$/i.test(number) ? `tel:${number}` : undefined;
}
