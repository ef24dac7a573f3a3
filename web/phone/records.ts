import { RingdownError } from '../sdk/errors.js';
import type { TokenProvider } from '../sdk/ringdown.js';
import { Tokens } from '../sdk/tokens.js';

/** A call that is over, as the user saw it. */
export interface PastCall {
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** What to dial to reach them again; empty for a caller who withheld it. */
  readonly number: string;
  readonly name: string;
  readonly begun: Date;
  readonly talkedMs: number;
  readonly answered: boolean;
  readonly reason: string;
}

export interface Contact { readonly number: string; readonly name: string }

export interface Page { readonly calls: readonly PastCall[]; readonly next: string | undefined }

const HISTORY = '/v1/history?limit=50';
const CONTACTS = '/v1/contacts';

/** What the gateway keeps for a user: history and contacts. Refuses with a RingdownError. */
export class Records {
  readonly #gateway: string;
  readonly #tokens: Tokens;

  constructor(gateway: string, token: TokenProvider) {
    this.#gateway = gateway.replace(/\/$/, '');
    this.#tokens = new Tokens(token, () => Date.now());
  }

  async history(from = HISTORY): Promise<Page> {
    const answer = await this.#ask('GET', from);
    return { calls: list(answer, 'calls').flatMap(pastCall), next: typeof answer.next === 'string' && answer.next.startsWith('/v1/') ? answer.next : undefined };
  }

  async contacts(): Promise<Contact[]> {
    return list(await this.#ask('GET', CONTACTS), 'contacts').flatMap(contact);
  }

  async keep({ number, name }: Contact): Promise<void> {
    await this.#ask('PUT', `${CONTACTS}/${encodeURIComponent(number)}`, JSON.stringify({ name }));
  }

  async forget(number: string): Promise<void> {
    await this.#ask('DELETE', `${CONTACTS}/${encodeURIComponent(number)}`);
  }

  async #ask(method: string, path: string, body?: string): Promise<Record<string, unknown>> {
    let response = await this.#fetch(method, path, body, await this.#tokens.get());
    if (response.status === 401 && this.#tokens.renewable) response = await this.#fetch(method, path, body, await this.#tokens.renew());
    const answer: unknown = await response.json().catch(() => ({}));
    const said = isObject(answer) ? answer : {};
    if (response.ok) return said;
    throw new RingdownError(response.status === 401 ? 'token-invalid' : 'bad-state', { message: typeof said.detail === 'string' ? said.detail : undefined });
  }

  async #fetch(method: string, path: string, body: string | undefined, token: string): Promise<Response> {
    try {
      return await fetch(this.#gateway + path, { method, body: body ?? null, headers: { Authorization: `Bearer ${token}` }, credentials: 'omit', cache: 'no-store' });
    } catch (cause) {
      throw new RingdownError('signaling-lost', { cause });
    }
  }
}

function list(answer: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const found = answer[name];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

function pastCall({ id, direction, with: far, times, answered, reason }: Record<string, unknown>): PastCall[] {
  if (typeof id !== 'string' || !isObject(far) || !isObject(times)) return [];
  const begun = new Date(text(times.begun));
  if (Number.isNaN(begun.getTime())) return [];
  return [{
    id, direction: direction === 'out' ? 'out' : 'in', number: text(far.number) || text(far.uri), name: text(far.name), begun,
    talkedMs: typeof times.talkedMs === 'number' ? times.talkedMs : 0, answered: answered === true, reason: text(reason),
  }];
}

function contact({ number, name }: Record<string, unknown>): Contact[] {
  return typeof number === 'string' && typeof name === 'string' && number !== '' ? [{ number, name }] : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
