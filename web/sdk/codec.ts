/** Choosing among a browser's codecs. */

/** What says again what packets before it said (RFC 2198), as browsers name it. */
export const REDUNDANCY = 'red';

export function isRedundancy({ mimeType }: { readonly mimeType: string }): boolean {
  return mimeType.toLowerCase() === `audio/${REDUNDANCY}`;
}

interface Named { readonly mimeType: string; readonly clockRate: number }

/** As rtpmap writes it: "opus/48000/2", "PCMA/8000". */
export function encoding({ mimeType, clockRate, channels = 1 }: Named & { readonly channels?: number }): string {
  const name = mimeType.slice(mimeType.indexOf('/') + 1);
  return `${name}/${clockRate}${channels === 1 ? '' : `/${channels}`}`;
}

export function findCodec<C extends Named>(codecs: readonly C[], name: string, clockRate: number): C | undefined {
  const mimeType = `audio/${name}`.toLowerCase();
  return codecs.find((codec) => codec.mimeType.toLowerCase() === mimeType && codec.clockRate === clockRate);
}

/** All of them, the named one first. */
export function inOrder<C extends Named>(codecs: readonly C[], name: string, clockRate: number): C[] {
  const first = findCodec(codecs, name, clockRate);
  return first ? [first, ...codecs.filter((codec) => codec !== first)] : [...codecs];
}
