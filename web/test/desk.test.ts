/** What the phone knows and decides, without a page: who is meant, how it sounds, what was wished, what was missed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserOf, isAboutMicrophone } from '../phone/coach.js';
import { pasted } from '../phone/paste.js';
import { People, wasMissed } from '../phone/people.js';
import { verdict } from '../phone/quality.js';
import { type Contact, type PastCall, Records } from '../phone/records.js';
import { keysOf, matches, plainNumber } from '../phone/search.js';
import { KeptSettings } from '../phone/settings.js';
import type { CallStats, GatewayStats, LegStats } from '../sdk/ringdown.js';

function past(of: Partial<PastCall>): PastCall {
  return { id: 'c', direction: 'in', number: '600', name: '', begun: new Date(0), talkedMs: 0, answered: true, reason: 'hangup', ...of };
}

describe('what was pasted', () => {
  it.each([
    ['+44 (0)20-7946 0000', '+442079460000'],
    ['tel:+44-20-7946-0000;ext=12', '+442079460000'],
    ['Tel.: +49 (0)30 / 12345-67', '+49301234567'],
    ['Call me at (020) 7946 0000, please', '02079460000'],
    ['Zentrale\t0511 12 34 56\r\n', '0511123456'],
    ['０５１１ １２３４５６', '0511123456'],
    ['00 49 511 1234', '00495111234'],
    ['sip:bob@example.com', 'sip:bob@example.com'],
    ['bob@example.com', 'bob@example.com'],
    ['no number here', ''],
    ['', ''],
    ['\r\n', ''],
  ])('%j dials %j', (text, dialled) => expect(pasted(text)).toBe(dialled));

  it('is read in a moment, however long it is', () => {
    const begun = performance.now();
    pasted('1 '.repeat(50_000) + 'x');
    pasted('('.repeat(100_000));
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('searching while dialling', () => {
  const contacts: Contact[] = [
    { number: '+442079460000', name: 'Bob Smith' }, { number: '600', name: 'Echo' }, { number: 'sip:zoe@example.com', name: 'Zoë Ångström' }, { number: '26200', name: 'Depot' },
  ];
  const calls = [past({ number: '+442079460000', name: 'someone' }), past({ number: '0800 26 26', name: 'Hotline' }), past({ number: '' })];
  const names = (typed: string) => matches(typed, contacts, calls).map(({ name }) => name);

  it.each([
    ['', []], ['bo', ['Bob Smith']], ['SMI', ['Bob Smith']], ['zoe', ['Zoë Ångström']], ['ang', ['Zoë Ångström']], ['60', ['Echo']], ['nobody', []],
    ['262', ['Depot', 'Bob Smith', 'Hotline']],   // begins with it; is spelt by it; has it within
    ['764', ['Bob Smith']],                       // smi
    ['0044 20', ['Bob Smith']], ['+44 (0)20', ['Bob Smith']], ['794', ['Bob Smith']], ['46', ['Hotline']], ['99', []], ['example.com', ['Zoë Ångström']],
  ] as const)('%j finds %j', (typed, found) => expect(names(typed)).toEqual(found));

  it('never finds one number twice, and the user’s name for it comes first', () => {
    expect(matches('+44', contacts, calls)).toEqual([{ number: '+442079460000', name: 'Bob Smith' }]);
  });
  it('finds no more than can be looked at', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ number: `55${i}`, name: `Person ${i}` }));
    expect(matches('55', many, [])).toHaveLength(5);
  });
  it.each([['Bob', '262'], ['Zoë', '963'], ['R2-D2', '72 32'], ['Ωmega', ' 6342']])('%s is spelt %s', (name, keys) => expect(keysOf(name)).toBe(keys));
  it.each([['+44 (0)20', '+4420'], ['0049 511', '+49511'], ['sip:bob@h;x=y', 'bob@h'], ['SIP:Bob@H', 'bob@h'], ['tel:12-34', '1234']])('%s is compared as %s', (given, plain) => expect(plainNumber(given)).toBe(plain));
});

describe('a missed call', () => {
  it.each([
    [{ direction: 'in', answered: false, reason: 'no-answer' }, true], [{ direction: 'in', answered: false, reason: 'canceled' }, true],
    [{ direction: 'in', answered: false, reason: 'busy' }, true], [{ direction: 'in', answered: true, reason: 'hangup' }, false],
    [{ direction: 'in', answered: false, reason: 'declined' }, false], [{ direction: 'in', answered: false, reason: 'answered-elsewhere' }, false],
    [{ direction: 'out', answered: false, reason: 'no-answer' }, false],
  ] as const)('%o: %s', (call, missed) => expect(wasMissed(past(call))).toBe(missed));
});

describe('what the gateway keeps', () => {
  const asked: { method: string; path: string; token: string; body: unknown }[] = [];
  let answers: Record<string, { status: number; body: unknown }>;
  const call = { id: 'c1', direction: 'in', with: { number: '600', name: 'Echo' }, times: { begun: '2026-11-30T10:00:00Z', talkedMs: 61_000 }, answered: true, reason: 'hangup', by: 'local' };

  beforeEach(() => {
    asked.length = 0;
    answers = {
      'GET /v1/history?limit=50': { status: 200, body: { calls: [call, { id: 7 }, null, { ...call, times: { begun: 'never' } }], next: '/v1/history?limit=50&before=c1' } },
      'GET /v1/history?limit=50&before=c1': { status: 200, body: { calls: [{ ...call, id: 'c0' }] } },
      'GET /v1/contacts': { status: 200, body: { contacts: [{ number: '7', name: 'Zed' }, { number: '00 44 1', name: 'Amy' }, { name: 'nobody' }] } },
      'PUT /v1/contacts/sip%3Abob%40h': { status: 204, body: undefined },
      'PUT /v1/contacts/8': { status: 409, body: { detail: 'One user may have 500 contacts.' } },
      'DELETE /v1/contacts/7': { status: 204, body: undefined },
    };
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      const path = url.replace('https://gw.example', ''), { authorization = '' } = Object.fromEntries(new Headers(init.headers));
      asked.push({ method: String(init.method), path, token: authorization, body: init.body });
      const { status, body } = answers[`${String(init.method)} ${path}`] ?? { status: 404, body: {} };
      return Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const make = () => {
    const changed = vi.fn();
    return { changed, people: new People(new Records('https://gw.example/', () => 'opaque'), changed) };
  };

  it('is read: what makes no sense is passed over', async () => {
    const { people, changed } = make();
    await people.read();
    expect([people.reading, people.calls.map(({ id, number, talkedMs }) => [id, number, talkedMs]), people.contacts.map(({ name }) => name)])
      .toEqual(['read', [['c1', '600', 61_000]], ['Amy', 'Zed']]);
    expect(asked.every(({ token }) => token === 'Bearer opaque')).toBe(true);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('goes on to earlier calls, until there are none', async () => {
    const { people } = make();
    await people.read();
    expect(people.hasMore).toBe(true);
    await people.more();
    await people.more();
    expect([people.calls.map(({ id }) => id), people.hasMore]).toEqual([['c1', 'c0'], false]);
  });

  it('that leads elsewhere is not followed', async () => {
    answers['GET /v1/history?limit=50'] = { status: 200, body: { calls: [call], next: 'https://evil.example/' } };
    const { people } = make();
    await people.read();
    expect(people.hasMore).toBe(false);
  });

  it('can be away, and what was read stays', async () => {
    const { people } = make();
    await people.read();
    answers['GET /v1/history?limit=50'] = { status: 503, body: { detail: 'away' } };
    await people.read();
    expect([people.reading, people.calls.length]).toEqual(['away', 1]);
  });

  it('names whom the user knows, by any form of the number', async () => {
    const { people } = make();
    await people.read();
    expect([people.nameOf({ uri: 'sip:1@h', number: '+441', name: 'CALLER' }), people.nameOf({ uri: 'sip:x@h', number: '5', name: 'Five' }), people.named('')]).toEqual(['Amy', 'Five', undefined]);
  });

  it('takes a contact under a new number, and lets go of the old one', async () => {
    const { people } = make();
    await people.read();
    await people.keep({ number: 'sip:bob@h', name: 'Bob' }, '7');
    expect(people.contacts.map(({ name }) => name)).toEqual(['Amy', 'Bob']);
    expect(asked.slice(-2).map(({ method, path, body }) => [method, path, body])).toEqual([['PUT', '/v1/contacts/sip%3Abob%40h', '{"name":"Bob"}'], ['DELETE', '/v1/contacts/7', null]]);
  });

  it('refuses in its own words, and the list stays as it was', async () => {
    const { people } = make();
    await people.read();
    await expect(people.keep({ number: '8', name: 'Eve' })).rejects.toMatchObject({ message: 'One user may have 500 contacts.' });
    expect(people.contacts).toHaveLength(2);
  });

  it('is asked once more with a fresh token when one has expired', async () => {
    answers['GET /v1/contacts'] = { status: 401, body: {} };
    await expect(new Records('https://gw.example', () => 'opaque').contacts()).rejects.toMatchObject({ code: 'token-invalid' });
    expect(asked).toHaveLength(2);
    await expect(new Records('https://gw.example', 'fixed').contacts()).rejects.toMatchObject({ code: 'token-invalid' });
    expect(asked).toHaveLength(3);
  });
});

describe('how it sounds, in words', () => {
  const good = { t: 0, mos: 4.3, rtt: 40, jitter: 5, lossIn: 0, lossOut: 0, codec: 'opus', levelIn: 0, levelOut: 0, candidate: 'host' } as CallStats;
  const leg: LegStats = { received: 100, sent: 100, lost: 0, path: 'udp' };
  const withLegs = (here: Partial<LegStats>, there: Partial<LegStats>): Partial<CallStats> => ({ gateway: { here: { ...leg, ...here }, there: { ...leg, ...there } } satisfies GatewayStats });
  const five = (stats: Partial<CallStats>) => Array.from({ length: 5 }, () => ({ ...good, ...stats }));

  it.each([
    [{}, 'good', 'good'],
    [withLegs({}, {}), 'good', 'good'],
    [{ lossIn: 0.03 }, 'fair', 'lossHere'], [{ lossIn: 0.06 }, 'bad', 'lossHere'], [{ lossOut: 0.06 }, 'bad', 'lossHere'],
    [withLegs({ loss: 0.1 }, {}), 'bad', 'lossHere'],
    [{ lossOut: 0.1, ...withLegs({ loss: 0 }, {}) }, 'good', 'good'],   // the gateway counts what it got; what the browser is told may be of both legs
    [withLegs({}, { loss: 0.03 }), 'fair', 'lossThere'], [withLegs({}, { loss: 0.1 }), 'bad', 'lossThere'],
    [withLegs({ oneWay: true }, {}), 'bad', 'deafHere'], [withLegs({}, { oneWay: true }), 'bad', 'deafThere'],
    [{ rtt: 350 }, 'fair', 'late'], [{ rtt: 300, ...withLegs({}, { rtt: 300 }) }, 'bad', 'late'],
    [{ jitter: 50 }, 'fair', 'uneven'], [{ mos: 3.4 }, 'fair', 'poor'], [{ mos: 2.5 }, 'bad', 'poor'], [withLegs({}, { mos: 2.5 }), 'bad', 'poor'],
    [{ jitter: 50, lossIn: 0.06 }, 'bad', 'lossHere'],
    [{ lossIn: 0.03, mos: 2.9 }, 'bad', 'poor'],   // what is bad comes before what is fair
  ] as const)('%o is %s: %s', (stats, level, finding) => expect(verdict(five(stats as Partial<CallStats>))).toEqual({ level, finding }));

  it('knows nothing before the first second', () => expect(verdict([])).toEqual({ level: 'unknown', finding: 'unknown' }));
  it('is not changed by one bad second of five', () => expect(verdict([...five({}), { ...good, lossIn: 0.08 }]).level).toBe('good'));
  it('forgets what is longer ago', () => expect(verdict([...five({ lossIn: 0.5 }), ...five({})]).level).toBe('good'));
});

describe('wishes', () => {
  class Shelf implements Pick<Storage, 'getItem' | 'setItem'> {
    readonly kept = new Map<string, string>();
    full = false;
    getItem(key: string): string | null { return this.kept.get(key) ?? null; }
    setItem(key: string, value: string): void {
      if (this.full) throw new Error('QuotaExceededError');
      this.kept.set(key, value);
    }
  }
  const open = (shelf: Shelf, user = 'alice', changed = vi.fn()) => new KeptSettings(user, shelf as unknown as Storage, changed);

  it('are kept for each user', () => {
    const shelf = new Shelf(), changed = vi.fn();
    open(shelf, 'alice', changed).set({ disturb: true });
    expect([changed.mock.calls.length, open(shelf).now.disturb, open(shelf, 'bob').now.disturb]).toEqual([1, true, false]);
  });
  it('last as long as the page where nothing can be kept', () => {
    const shelf = new Shelf();
    shelf.full = true;
    const settings = open(shelf);
    settings.set({ waiting: false });
    expect(settings.now.waiting).toBe(false);
    const without = new KeptSettings('alice', undefined, () => undefined);
    without.set({ ring: false });
    expect(without.now.ring).toBe(false);
  });
  it.each(['', 'x', 'null', '[]', '{"disturb":"yes","unknown":true,"seen":"late"}'])('that read %j are as at first', (kept) => {
    const shelf = new Shelf();
    shelf.kept.set('ringdown:settings:alice', kept);
    expect(open(shelf).now).toEqual({ disturb: false, waiting: true, ring: true, notices: true, closed: false, letters: true, seen: 0, hintsLater: false, microphone: '', speaker: '', ringer: '' });
  });
});

describe('help with the microphone', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox'],
    ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'safari'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36', 'chromium'],
    ['Mozilla/5.0 (Windows) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0', 'chromium'],
    ['', 'chromium'],
  ] as const)('of %s is that of %s', (agent, name) => expect(browserOf(agent)).toBe(name));
  it('is given where it is about the microphone', () => {
    expect([isAboutMicrophone('mic-denied'), isAboutMicrophone('permissions-policy'), isAboutMicrophone('camera-denied')]).toEqual([true, true, false]);
  });
});
