const taken = new Map<string, Set<number>>();

/** Numbers the phones of one page that would resume by the same name, in the order they come, so that a reload finds the same. */
export function takeSlot(name: string): { readonly key: string; free(): void } {
  const used = taken.get(name) ?? new Set<number>();
  taken.set(name, used);
  let slot = 0;
  while (used.has(slot)) slot++;
  used.add(slot);
  return { key: `${name}#${slot}`, free: () => used.delete(slot) };
}
