import { RingdownError } from '../sdk/errors.js';

/** A token for a user, for the asking: dev mode only. */
export function devToken(gateway: string, user: string): Promise<string> {
  return post(`${gateway}/v1/tokens`, JSON.stringify({ user }));
}

/** Signs in at our own gateway; what it remembers of that is a cookie that no script can read. Gives the name as the gateway writes it. */
export async function signIn(gateway: string, user: string, password: string): Promise<string> {
  return (await session(gateway, 'POST', JSON.stringify({ user, password }))).user;
}

/** Who is signed in here; rejects with `token-invalid` where nobody is. */
export async function signedIn(gateway: string): Promise<string> {
  return (await session(gateway, 'GET')).user;
}

/** A token for whoever is signed in here. */
export async function sessionToken(gateway: string): Promise<string> {
  return (await session(gateway, 'GET')).token;
}

export async function signOut(gateway: string): Promise<void> {
  await fetch(`${gateway}/v1/session`, { method: 'DELETE', credentials: 'same-origin' });
}

async function session(gateway: string, method: string, body?: string): Promise<{ user: string; token: string }> {
  const response = await fetch(`${gateway}/v1/session`, { method, body: body ?? null, credentials: 'same-origin', cache: 'no-store' });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok && isObject(answer) && typeof answer.user === 'string' && typeof answer.token === 'string') {
    return { user: answer.user, token: answer.token };
  }
  throw refusal(response.status, isObject(answer) ? answer : {});   // nobody: 204
}

/** The body goes as plain text, which needs no preflight from another origin. */
export async function post(url: string, body: string, refused: (status: number, problem: Record<string, unknown>) => RingdownError = refusal): Promise<string> {
  const response = await fetch(url, { method: 'POST', body, credentials: 'omit' });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok && isObject(answer) && typeof answer.token === 'string') return answer.token;
  throw refused(response.status, isObject(answer) ? answer : {});
}

/** What a refusal of RFC 9457 says, in the SDK's words. */
function refusal(status: number, { detail, title }: Record<string, unknown>): RingdownError {
  const message = [detail, title].find((text) => typeof text === 'string');
  return new RingdownError(status === 429 ? 'rate-limited' : status === 403 ? 'origin-not-allowed' : 'token-invalid', { message });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
