/**
 * What wakes when a call rings and the page is closed: `ringdown-worker.js`, registered as a service worker of the page's origin, or drawn into one by
 * `importScripts`.
 */
import { read, words } from './told.js';

interface Client { readonly url: string; readonly visibilityState: string; focus(): Promise<unknown> }
interface Shown { readonly data: unknown; close(): void }

/** As much of a service worker as we need; the compiler's own library of it excludes that of pages. */
export interface Scope {
  readonly registration: {
    readonly scope: string;
    showNotification(title: string, options: object): Promise<void>;
    getNotifications(filter: { tag: string }): Promise<readonly Shown[]>;
  };
  readonly clients: {
    matchAll(filter: { type: 'window'; includeUncontrolled: true }): Promise<readonly Client[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly navigator: { readonly language: string };
  addEventListener(event: string, listener: (event: never) => void): void;
}

interface Woken { readonly data: { text(): string } | null; waitUntil(done: Promise<unknown>): void }
interface Pressed { readonly notification: Shown; waitUntil(done: Promise<unknown>): void }

const OF_WINDOWS = { type: 'window', includeUncontrolled: true } as const;

export function serve(scope: Scope): void {
  scope.addEventListener('push', (event: Woken) => event.waitUntil(woken(scope, event.data?.text() ?? '')));
  scope.addEventListener('notificationclick', (event: Pressed) => event.waitUntil(pressed(scope, event.notification)));
}

async function woken(scope: Scope, text: string): Promise<void> {
  const told = read(text);
  const { registration } = scope;
  const say = words(scope.navigator.language);
  if (told.type === 'over') {
    for (const shown of await registration.getNotifications({ tag: told.call })) shown.close();
    if (told.missed) await registration.showNotification(told.from, { body: say.missed, tag: told.call, silent: true, data: { page: told.page } });
    return;
  }
  const windows = await scope.clients.matchAll(OF_WINDOWS);
  if (windows.some((client) => client.visibilityState === 'visible')) return;   // it rings there
  await registration.showNotification(told.from, {
    body: say.calls, tag: told.call, renotify: true, requireInteraction: true, data: { page: told.page } });
}

async function pressed(scope: Scope, notification: Shown): Promise<void> {
  notification.close();
  const page = pageOf(notification.data, scope.registration.scope);
  const windows = await scope.clients.matchAll(OF_WINDOWS);
  const open = windows.find((client) => client.url.replace(/#.*/u, '') === page) ?? windows[0];
  await (open ? open.focus() : scope.clients.openWindow(page));
}

/** Where the call rings: a page of the worker's own origin, and no other. */
function pageOf(data: unknown, scope: string): string {
  const page = typeof data === 'object' && data !== null && 'page' in data ? String(data.page) : '';
  return URL.canParse(page) && new URL(page).origin === new URL(scope).origin ? page : scope;
}
