/** The classes are what ringdown.d.ts, which pages compile against, says of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Call, Phone, RingdownError } from '../sdk/index.js';
import type * as face from '../sdk/ringdown.js';
import { info, settle } from './fakes.js';
import { browser, connected, make } from './harness.js';

const published: { Phone: typeof face.Phone; RingdownError: object } = { Phone, RingdownError };   // statics, too, by the compiler

/** The names of a class's members. */
function members(of: string): string[] {
  const text = readFileSync(new URL('../sdk/ringdown.d.ts', import.meta.url), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  const body = new RegExp(`(?:class|interface) ${of} [^{]*\\{([^]*?)\\n\\}`).exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(?:]/gm)].map(([, name = '']) => name).filter((name) => name !== 'constructor');
}

describe('what is published', () => {
  it('is exported', () => expect([published.Phone, Call, RingdownError].every((one) => typeof one === 'function')).toBe(true));

  it.each(members('Phone'))('Phone.%s is there', (name) => {
    expect(name in make()).toBe(true);
  });

  it.each(members('AudioManager'))('Phone.audio.%s is there', (name) => {
    expect(make().audio).toHaveProperty(name, expect.any(Function));
  });

  it.each(members('Call'))('Call.%s is there', async (name) => {
    const phone = make();
    await connected(phone, { calls: [info()] });
    expect(name in (phone.calls[0] as Call)).toBe(true);
  });

  it('has as many as one would think', () => {
    expect(members('Phone').length).toBeGreaterThan(15);
    expect(members('Call').length).toBeGreaterThan(35);
    expect(members('AudioManager')).toHaveLength(10);
  });

  it('says of a browser without WebRTC that it cannot', async () => {
    await settle();
    expect([Phone.isSupported(), browser.supported]).toEqual([false, true]);   // Node has none; paper has
  });
});
