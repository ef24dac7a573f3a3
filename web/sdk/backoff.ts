const FIRST = 250;
const LONGEST = 10_000;

/** How long to wait before attempt number `attempt` (0 = the first retry): doubling, spread by ±25 % so that pages do not return together. */
export function backoff(attempt: number, random: () => number): number {
  const base = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 16));
  return Math.min(LONGEST, Math.max(FIRST, base * (0.75 + random() / 2)));
}
