import { RingdownError } from './errors.js';
import type { TokenProvider } from './ringdown.js';

interface Claims { readonly sub?: string; readonly exp?: number; readonly iat?: number }

/** The page's tokens: fetched when needed, kept while they are good, one request at a time. */
export class Tokens {
  readonly #provider: TokenProvider;
  readonly #now: () => number;
  #token: string | undefined;
  #goodUntil = Infinity;
  #fetching: Promise<string> | undefined;

  /** @param now wall time in milliseconds */
  constructor(provider: TokenProvider, now: () => number) {
    this.#provider = provider;
    this.#now = now;
  }

  get renewable(): boolean {
    return typeof this.#provider === 'function';
  }

  /** A token to say hello with. */
  get(): Promise<string> {
    if (this.#token !== undefined && this.#now() < this.#goodUntil && !this.namesFreshUser) return Promise.resolve(this.#token);
    return this.renew();
  }

  renew(): Promise<string> {
    this.#fetching ??= this.#fetch().finally(() => { this.#fetching = undefined; });
    return this.#fetching;
  }

  /** A guest's token is used once and names a new guest each time: it is good for a hello and never for a refresh. */
  get namesFreshUser(): boolean {
    return this.renewable && this.#token !== undefined && isGuest(claims(this.#token));
  }

  /** Milliseconds until a fresh token should be sent; undefined when there will be none. */
  refreshIn(): number | undefined {
    if (!this.renewable || this.namesFreshUser || this.#goodUntil === Infinity) return undefined;
    return Math.max(1000, this.#goodUntil - this.#now());
  }

  /** Whose calls to look for after a reload: the user, or "guest", whose name is new each time. */
  static owner(token: string): string {
    const read = claims(token);
    return isGuest(read) ? 'guest' : read.sub ?? '';
  }

  async #fetch(): Promise<string> {
    const token = await this.#ask();
    if (typeof token !== 'string' || token === '') {
      throw new RingdownError('token-invalid', { message: 'The token provider gave no token.', hint: 'It must return a string, or a promise of one.' });
    }
    this.#token = token;
    this.#goodUntil = this.#now() + usable(claims(token), this.#now());
    return token;
  }

  async #ask(): Promise<string> {
    if (typeof this.#provider === 'string') return this.#provider;
    try {
      return await this.#provider();
    } catch (thrown) {
      throw new RingdownError('token-invalid', { message: 'No token could be fetched.', retryable: true, cause: thrown });
    }
  }
}

/** How long a token is worth using, less a margin to fetch the next one. Its own `iat` is trusted more than this machine's clock. */
function usable({ exp, iat }: Claims, now: number): number {
  if (exp === undefined) return Infinity;
  const lifetime = iat === undefined ? exp * 1000 - now : (exp - iat) * 1000;
  return lifetime - Math.min(60_000, Math.max(5_000, lifetime / 10));
}

function isGuest({ sub }: Claims): boolean {
  return sub !== undefined && /^guest\b/.test(sub);
}

/** What a JWT says. Not verified: that is the gateway's business; an opaque token says nothing. */
export function claims(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const read: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
    if (typeof read !== 'object' || read === null) return {};
    const { sub, exp, iat } = read as Record<string, unknown>;
    return {
      ...(typeof sub === 'string' && { sub }),
      ...(typeof exp === 'number' && { exp }),
      ...(typeof iat === 'number' && { iat }),
    };
  } catch {
    return {};
  }
}
