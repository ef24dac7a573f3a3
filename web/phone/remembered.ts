import { browser } from '../sdk/platform.js';

const REMEMBERED = 'ringdown:user';

/** Whether the page's gateway said that it runs in dev mode. */
export function isDevMode(): boolean {
  return document.querySelector<HTMLMetaElement>('meta[name="ringdown-mode"]')?.content === 'dev';
}

/** Who signed in on this tab. Only a name: in dev mode that is all it takes. */
export function remembered(): string | null {
  return isDevMode() ? browser().storage?.getItem(REMEMBERED) ?? null : null;
}

export function remember(user: string): void {
  browser().storage?.setItem(REMEMBERED, user);
}

export function forget(): void {
  browser().storage?.removeItem(REMEMBERED);
}
