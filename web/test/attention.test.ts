/** Who is talked to, and how somebody is reached who looks elsewhere: with calls and a browser made of paper. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Desk } from '../phone/desk.js';
import { Headset } from '../phone/headset.js';
import { Notifier } from '../phone/notifier.js';
import type { Call, Phone } from '../sdk/ringdown.js';

afterEach(() => {
  vi.unstubAllGlobals();
  did.length = 0;
});

interface Paper { id: string; direction: 'inbound' | 'outbound'; state: Call['state']; here: boolean; held: boolean; muted: boolean }

const did: string[] = [];

function paper(id: string, of: Partial<Paper> = {}): Call {
  const act = (name: string, then: () => void = () => undefined) => (...given: unknown[]) => {
    did.push([id, name, ...given.map((one) => typeof one === 'object' && one !== null && 'id' in one ? one.id : JSON.stringify(one))].join(' '));
    then();
    return Promise.resolve();
  };
  const call = {
    id, direction: 'outbound', state: 'active', here: true, held: false, muted: false,
    hold: act('hold', () => { call.held = true; }), unhold: act('unhold', () => { call.held = false; }), hangup: act('hangup'), answer: act('answer'), transfer: act('transfer'), ...of,
  };
  return call as unknown as Call;
}

describe('the calls of a page', () => {
  const rings = { direction: 'inbound', state: 'ringing', here: false } as const;

  it('are one that is talked to, those that wait, those that ring and those that are elsewhere', () => {
    const held = paper('held', { held: true, state: 'held' }), spoken = paper('spoken'), ringing = paper('ringing', rings), away = paper('away', { here: false });
    const desk = new Desk(() => [held, spoken, ringing, away]);
    expect([desk.speaking, desk.waiting, desk.ringing, desk.elsewhere, desk.besides(spoken)]).toEqual([spoken, [held], ringing, [away], [held]]);
  });
  it('are talked to as chosen', () => {
    const one = paper('one'), other = paper('other');
    const desk = new Desk(() => [one, other]);
    desk.choose(other);
    expect([desk.speaking, desk.waiting]).toEqual([other, [one]]);
  });
  it('wait while another one is answered: what talks is held, what is not answered yet is given up', async () => {
    const talking = paper('talking'), dialled = paper('dialled', { state: 'ringing' }), ringing = paper('ringing', rings);
    const desk = new Desk(() => [talking, dialled, ringing]);
    await desk.answer(ringing, { video: true, ends: false });
    expect(did).toEqual(['talking hold', 'dialled hangup', 'ringing answer {"video":true}']);
  });
  it('end where that is what is wished', async () => {
    const talking = paper('talking'), ringing = paper('ringing', rings);
    await new Desk(() => [talking, ringing]).answer(ringing, { video: false, ends: true });
    expect(did).toEqual(['talking hangup', 'ringing answer {"video":false}']);
  });
  it('are swapped, joined without us, and joined with us', async () => {
    const one = paper('one'), other = paper('other', { held: true, state: 'held' });
    const desk = new Desk(() => [one, other]), conference = vi.fn(() => Promise.resolve());
    await desk.merge({ conference } as unknown as Phone, other);
    expect(conference).toHaveBeenCalledWith(one, other);
    await desk.connect(other);
    await desk.talkTo(other);
    expect([did, desk.speaking]).toEqual([['one transfer other', 'one hold', 'other unhold'], other]);
  });
});

describe('the keys of a headset', () => {
  function session(): { handlers: Map<string, (() => void) | null>; metadata: unknown; playbackState: string; setMicrophoneActive: ReturnType<typeof vi.fn>; setActionHandler(action: string, handler: (() => void) | null): void } {
    const handlers = new Map<string, (() => void) | null>();
    return {
      handlers, metadata: null, playbackState: 'none', setMicrophoneActive: vi.fn(),
      setActionHandler: (action, handler) => {
        if (action === 'togglemicrophone') throw new TypeError('not in this browser');
        handlers.set(action, handler);
      },
    };
  }

  it('are ours while something rings or talks, and others’ after that', () => {
    const made = session(), press = vi.fn(), hangup = vi.fn();
    vi.stubGlobal('navigator', { mediaSession: made });
    vi.stubGlobal('MediaMetadata', class { title: string; constructor({ title }: { title: string }) { this.title = title; } });
    const headset = new Headset({ press, hangup });
    headset.update(undefined, '');
    expect(made.handlers.size).toBe(0);
    headset.update(paper('c', { muted: true }), 'Bob');
    made.handlers.get('play')?.();
    made.handlers.get('pause')?.();
    made.handlers.get('hangup')?.();
    expect([press.mock.calls.length, hangup.mock.calls.length, made.playbackState, (made.metadata as { title: string }).title]).toEqual([2, 1, 'playing', 'Bob']);
    expect(made.setMicrophoneActive).toHaveBeenLastCalledWith(false);
    headset.update(undefined, '');
    expect([[...made.handlers.values()].every((handler) => handler === null), made.playbackState, made.metadata]).toEqual([true, 'none', null]);
  });
  it('do without in a browser that has none', () => {
    vi.stubGlobal('navigator', {});
    expect(() => new Headset({ press: vi.fn(), hangup: vi.fn() }).update(paper('c'), 'Bob')).not.toThrow();
  });
});

describe('messages of the system', () => {
  const shown: { title: string; closed: boolean; onclick?: () => void }[] = [];
  function stub(permission: NotificationPermission, focus: boolean): void {
    shown.length = 0;
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('document', { hasFocus: () => focus });
    vi.stubGlobal('Notification', class {
      static readonly permission = permission;
      static requestPermission = vi.fn(() => Promise.resolve('granted'));
      closed = false;
      constructor(readonly title: string) { shown.push(this); }
      close(): void { this.closed = true; }
    });
  }

  it('are shown once for each call, while the window is behind others, and go with it', () => {
    stub('granted', false);
    const notifier = new Notifier();
    notifier.show('1', 'Bob', '');
    notifier.show('1', 'Bob', '');
    notifier.show('2', 'Amy', '');
    expect(shown.map(({ title, closed }) => [title, closed])).toEqual([['Bob', true], ['Amy', false]]);
    notifier.hide();
    expect(shown.every(({ closed }) => closed)).toBe(true);
  });
  it.each([['granted', true], ['denied', false], ['default', false]] as const)('are not shown when they are %s and the window is in front: %s', (permission, focus) => {
    stub(permission, focus);
    new Notifier().show('1', 'Bob', '');
    expect(shown).toEqual([]);
  });
  it('are asked for only where there is something to ask', async () => {
    expect(await new Notifier().ask()).toBe('missing');
    stub('denied', false);
    expect(await new Notifier().ask()).toBe('denied');
    stub('default', false);
    expect(await new Notifier().ask()).toBe('granted');
  });
});
