import { devToken, post } from '../elements/tokens.js';
import { isErrorCode, RingdownError } from '../sdk/errors.js';
import { buttonWords, opensWords } from './words.js';

/** A visitor's token. A gateway on this very machine may run in dev mode, where every visitor is a guest and there are no buttons. */
export async function buttonToken(gateway: string, key: string, now: () => number): Promise<string> {
  const own = () => post(`${gateway}/v1/buttons/${encodeURIComponent(key)}/token`, '', (status, problem) => refusal(status, problem, now()));
  if (!isLoopback(new URL(gateway).hostname)) return own();
  return devToken(gateway, 'guest').catch(own);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** What the gateway refuses a visitor, in the page's language and not in its own. */
function refusal(status: number, { code, opens }: Record<string, unknown>, now: number): RingdownError {
  const say = buttonWords();
  if (status === 404) return plain('destination-not-allowed', say.noButton);
  if (code === 'destination-not-allowed') return plain(code, closedWords(opens, now));
  if (code === 'origin-not-allowed') return plain(code, say.notHere);
  return new RingdownError(typeof code === 'string' && isErrorCode(code) ? code : status === 429 ? 'rate-limited' : 'token-invalid');
}

/** The words have it all: nothing is to be done. */
function plain(code: 'destination-not-allowed' | 'origin-not-allowed', message: string): RingdownError {
  return new RingdownError(code, { message, hint: '' });
}

function closedWords(opens: unknown, now: number): string {
  const at = new Date(typeof opens === 'string' ? opens : NaN);
  return Number.isNaN(at.getTime()) ? buttonWords().closed : opensWords(at, new Date(now));
}
