import { Deferred, within } from './deferred.js';
import { RingdownError } from './errors.js';
import type { FromPage } from './wire.js';

/** The gateway says its key right behind the welcome. */
const KEY_WITHIN = 2_000;

const WORKER = '/ringdown-worker.js';

/** What it takes of the browser to be woken. */
export interface PushBrowser {
  /** Asks the user, if that is still open. */
  permission(): Promise<NotificationPermission>;
  /** Our worker, which the page's own origin serves. */
  register(): Promise<ServiceWorkerRegistration>;
  /** The page that is to be opened. */
  readonly page: string;
}

export function pushBrowser(): PushBrowser | undefined {
  if (typeof navigator !== 'object' || !('serviceWorker' in navigator) || typeof PushManager !== 'function' || typeof Notification !== 'function') return undefined;
  return {
    permission: () => Notification.requestPermission(),
    async register() {
      await navigator.serviceWorker.register(trusted(WORKER));
      return navigator.serviceWorker.ready;
    },
    get page() {
      return location.href.replace(/#.*/u, '');
    },
  };
}

interface TrustedTypes { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string } }

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;   // a page may forbid a second one of a name

/** Pages that require Trusted Types take no bare URL of a worker. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('ringdown', { createScriptURL: (same) => same });
  return policy?.createScriptURL(url) ?? url;
}

/** Has the gateway wake this browser when a call rings and the page is closed (Web Push). */
export class Push {
  readonly #browser: PushBrowser | undefined;
  readonly #ask: (message: (ref: string) => FromPage) => Promise<void>;
  #key = new Deferred<string>();
  #worker: ServiceWorkerRegistration | undefined;
  #keyed = false;

  constructor(browser: PushBrowser | undefined, ask: (message: (ref: string) => FromPage) => Promise<void>) {
    this.#browser = browser;
    this.#ask = ask;
  }

  /** Whether browser and gateway both can; what the user says to it is not asked here. */
  get possible(): boolean {
    return this.#keyed && this.#browser !== undefined;
  }

  /** The gateway has said by which key it wakes. One that has forgotten this browser learns of it anew. */
  keyed(key: string): void {
    this.#keyed = true;
    this.#key.resolve(key);
    this.#key = new Deferred();   // a gateway that was begun anew may have another
    this.#key.resolve(key);
    if (this.#worker) this.#subscribe(this.#worker, key).catch(() => undefined);
  }

  async enable(worker?: ServiceWorkerRegistration): Promise<void> {
    const browser = this.#needed();
    const key = await within(KEY_WITHIN, this.#key.promise, () => new RingdownError('bad-state', {
      message: 'The gateway wakes no closed pages, or not for this user.', hint: 'Set push.contact in its configuration; guests cannot be woken.' }));
    if (await browser.permission() !== 'granted') {
      throw new RingdownError('permissions-policy', {
        message: 'Notifications were not allowed for this page.', hint: 'Allow them: the icon left of the address, or the system’s settings. Then try again.' });
    }
    const registered = worker ?? await browser.register();
    await this.#subscribe(registered, key);
    this.#worker = registered;
  }

  async disable(worker?: ServiceWorkerRegistration): Promise<void> {
    const registered = worker ?? this.#worker ?? await this.#needed().register();
    this.#worker = undefined;
    const subscription = await registered.pushManager.getSubscription();
    if (!subscription) return;
    await this.#ask((ref) => ({ type: 'push.off', ref, endpoint: subscription.endpoint }));
    await subscription.unsubscribe();
  }

  #needed(): PushBrowser {
    if (this.#browser) return this.#browser;
    if (!globalThis.isSecureContext) {
      throw new RingdownError('insecure-context', { message: 'The browser wakes no page that did not come over HTTPS.' });
    }
    throw new RingdownError('unsupported-browser', { message: 'This browser wakes no closed pages.', hint: 'On an iPhone, add the page to the home screen first.' });
  }

  async #subscribe({ pushManager }: ServiceWorkerRegistration, key: string): Promise<void> {
    const applicationServerKey = bytes(key);
    const before = await pushManager.getSubscription();
    const fits = before !== null && same(before.options.applicationServerKey, applicationServerKey);
    if (before && !fits) await before.unsubscribe();   // of another gateway, or of this one before it lost its key
    const subscription = fits ? before : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    const { endpoint, keys = {} } = subscription.toJSON();
    await this.#ask((ref) => ({ type: 'push', ref, endpoint: endpoint ?? '', p256dh: keys['p256dh'] ?? '', auth: keys['auth'] ?? '', page: this.#needed().page }));
  }
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

function same(some: ArrayBuffer | null, other: Uint8Array): boolean {
  const these = new Uint8Array(some ?? []);
  return these.length === other.length && these.every((byte, i) => byte === other[i]);
}
