import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serve } from '../worker/worker.js';

interface Shown { title: string; tag: string; body: string; closed: boolean; data: unknown; close(): void }

/** A service worker made of paper. */
class Paper {
  shown: Shown[] = [];
  windows: { url: string; visibilityState: string; focus: () => Promise<void> }[] = [];
  readonly opened: string[] = [];
  readonly navigator = { language: 'en-GB' };
  readonly #listeners = new Map<string, (event: never) => void>();
  readonly registration = {
    scope: 'https://shop.example/',
    showNotification: (title: string, options: object) => {
      const { tag, body, data } = options as Shown;
      const shown = { title, tag, body, data, closed: false, close() { this.closed = true; } };
      this.shown = [...this.shown.filter((other) => other.tag !== tag), shown];
      return Promise.resolve();
    },
    getNotifications: ({ tag }: { tag: string }) => Promise.resolve(this.shown.filter((one) => one.tag === tag && !one.closed)),
  };
  readonly clients = {
    matchAll: () => Promise.resolve(this.windows),
    openWindow: (url: string) => { this.opened.push(url); return Promise.resolve(null); },
  };

  addEventListener(event: string, listener: (event: never) => void): void { this.#listeners.set(event, listener); }

  async happens(event: string, members: object): Promise<void> {
    let done: Promise<unknown> = Promise.resolve();
    this.#listeners.get(event)?.({ ...members, waitUntil: (until: Promise<unknown>) => { done = until; } } as never);
    await done;
  }

  told(told: object | string): Promise<void> {
    const text = typeof told === 'string' ? told : JSON.stringify(told);
    return this.happens('push', { data: { text: () => text } });
  }
}

const RINGS = { type: 'rings', call: 'c1', from: 'Bob', page: 'https://shop.example/phone' };
let paper: Paper;

beforeEach(() => {
  paper = new Paper();
  serve(paper);
});

describe('the worker', () => {
  it('shows who calls', async () => {
    await paper.told(RINGS);
    expect(paper.shown).toMatchObject([{ title: 'Bob', tag: 'c1', body: 'Calls you. Click to open the phone.', closed: false }]);
  });

  it('speaks the language of the browser', async () => {
    paper.navigator.language = 'de-AT';
    await paper.told(RINGS);
    expect(paper.shown[0]?.body).toMatch(/^Ruft an/u);
  });

  it('shows nothing where the page rings before the user’s eyes', async () => {
    paper.windows = [{ url: RINGS.page, visibilityState: 'visible', focus: vi.fn(() => Promise.resolve()) }];
    await paper.told(RINGS);
    expect(paper.shown).toHaveLength(0);
  });

  it('takes it away when the call is over, and says that it was missed', async () => {
    await paper.told(RINGS);
    const [rang] = paper.shown;
    await paper.told({ ...RINGS, type: 'over', missed: false });
    expect(rang?.closed).toBe(true);
    expect(paper.shown.filter(({ closed }) => !closed)).toHaveLength(0);
    await paper.told({ ...RINGS, type: 'over', missed: true });
    expect(paper.shown).toMatchObject([{ title: 'Bob', body: 'Missed call' }]);
  });

  it('opens the page, or brings one to the front that is open', async () => {
    await paper.told(RINGS);
    await paper.happens('notificationclick', { notification: paper.shown[0] });
    expect(paper.opened).toEqual(['https://shop.example/phone']);
    const focus = vi.fn(() => Promise.resolve());
    paper.windows = [
      { url: 'https://shop.example/', visibilityState: 'hidden', focus: vi.fn(() => Promise.resolve()) },
      { url: 'https://shop.example/phone#now', visibilityState: 'hidden', focus }];
    await paper.happens('notificationclick', { notification: paper.shown[0] });
    expect(focus).toHaveBeenCalledOnce();
    expect(paper.opened).toHaveLength(1);
  });

  it.each(['https://evil.example/', 'javascript:alert(1)', '', 'phone'])('opens no page elsewhere: %s', async (page) => {
    await paper.told({ ...RINGS, page });
    await paper.happens('notificationclick', { notification: paper.shown[0] });
    expect(paper.opened).toEqual(['https://shop.example/']);
  });

  it.each(['', 'nonsense', 'null', '7', '{"type":7,"call":{},"from":[]}'])('shows a call where a message cannot be read: %s', async (text) => {
    await paper.told(text);
    expect(paper.shown).toMatchObject([{ title: 'Ringdown', tag: 'ringdown' }]);
  });
});
