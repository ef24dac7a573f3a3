import type { Platform } from './platform.js';

/** How long a new page waits for the old one to let go of its lock. A reload needs a few milliseconds; a duplicated tab waits in vain. */
const PATIENCE = 300;

const PREFIX = 'ringdown:resume:';

/** What names a phone from one page load to the next. A guest's own name is new each time. */
export function resumeName(socketUrl: string, owner: string, phone: string): string {
  return `${socketUrl}|${owner}|${phone}`;
}

interface Ticket { readonly token: string; readonly holder: string; readonly free: boolean }

/**
 * The token by which a page takes up its calls after a reload, kept in sessionStorage.
 *
 * A browser copies sessionStorage when a tab is duplicated, and the copy must not take the calls of the original. So a ticket
 * names a Web Lock that its page holds as long as it lives, and is marked free when the page goes (`pagehide`). A ticket that
 * is neither free nor without a living holder belongs to somebody else.
 */
export class ResumeTicket {
  /** Whether one waits under a name, for an element that otherwise connects only on a click. */
  static waits(key: string, platform: Pick<Platform, 'storage'>): boolean {
    return (platform.storage?.getItem(PREFIX + key) ?? null) !== null;
  }

  readonly #key: string;
  readonly #platform: Platform;
  readonly #holder: string;
  #letGo: (() => void) | undefined;
  #token: string | undefined;

  constructor(key: string, platform: Platform) {
    this.#key = PREFIX + key;
    this.#platform = platform;
    this.#holder = `ringdown:page:${Array.from({ length: 4 }, () => Math.floor(platform.random() * 0x1_0000_0000).toString(36)).join('')}`;
  }

  /** The token an earlier page in this tab left behind, or this page's own latest. */
  async take(): Promise<string | undefined> {
    if (this.#token !== undefined) return this.#token;
    const ticket = this.#read();
    if (ticket === undefined) return undefined;
    this.#platform.storage?.removeItem(this.#key);
    return ticket.free || await this.#isGone(ticket.holder) ? ticket.token : undefined;
  }

  keep(token: string): void {
    this.#token = token;
    this.#hold();
    this.#write(false);
  }

  /** The page goes: whoever comes next in this tab may have the ticket. */
  free(): void {
    if (this.#token !== undefined) this.#write(true);
  }

  /** The page has come back from the back-forward cache. */
  reclaim(): void {
    if (this.#token !== undefined) this.#write(false);
  }

  forget(): void {
    if (this.#token !== undefined) this.#platform.storage?.removeItem(this.#key);
    this.#token = undefined;
    this.#letGo?.();
    this.#letGo = undefined;
  }

  #write(free: boolean): void {
    try {
      this.#platform.storage?.setItem(this.#key, JSON.stringify({ token: this.#token, holder: this.#holder, free }));
    } catch {
      // Full or forbidden: the page then does without resuming.
    }
  }

  #read(): Ticket | undefined {
    try {
      const ticket = JSON.parse(this.#platform.storage?.getItem(this.#key) ?? 'null') as Partial<Ticket> | null;
      if (typeof ticket?.token !== 'string' || typeof ticket.holder !== 'string') return undefined;
      return { token: ticket.token, holder: ticket.holder, free: ticket.free === true };
    } catch {
      return undefined;
    }
  }

  #hold(): void {
    if (this.#letGo) return;
    const held = new Promise<void>((resolve) => { this.#letGo = resolve; });
    this.#platform.locks?.request(this.#holder, () => held).catch(() => undefined);
  }

  async #isGone(holder: string): Promise<boolean> {
    const locks = this.#platform.locks;
    if (!locks) return false;
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), PATIENCE);
    try {
      return await locks.request(holder, { signal: waiting.signal }, () => true);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
