import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { socketUrl } from '../sdk/address.js';
import { backoff } from '../sdk/backoff.js';
import { type Happening, next, tone } from '../sdk/callstate.js';
import { encoding, findCodec, inOrder } from '../sdk/codec.js';
import { parseDtmf } from '../sdk/dtmf.js';
import { CATALOGUE, microphoneError, RingdownError } from '../sdk/errors.js';
import { dialable } from '../sdk/numbers.js';
import type { CallState } from '../sdk/ringdown.js';
import { takeSlot } from '../sdk/slots.js';
import { mos, reading, summary } from '../sdk/stats.js';
import { claims } from '../sdk/tokens.js';
import { keyParts, render, toneParts } from '../sdk/tones.js';
import { read, write } from '../sdk/wire.js';
import { clock, endWords, nameOf, stateWords } from '../elements/words.js';
import { jwt, OPUS, PCMA } from './fakes.js';

describe('the states of a call', () => {
  const states: CallState[] = ['connecting', 'ringing', 'early-media', 'active', 'held', 'reconnecting', 'ended'];
  //                  connecting     ringing        early-media    active          held            reconnecting    ended
  const table: [Exclude<Happening['type'], 'seen'>, ...(CallState | '')[]][] = [
    ['ringing',       'ringing',     '',            '',            '',             '',             '',             ''],
    ['early-media',   'early-media', 'early-media', '',            '',             '',             '',             ''],
    ['answering',     '',            'connecting',  'connecting',  '',             '',             '',             ''],
    ['answer-failed', 'ringing',     '',            '',            '',             '',             '',             ''],
    ['answered',      'active',      'active',      'active',      '',             '',             '',             ''],
    ['media-lost',    '',            '',            '',            'reconnecting', 'reconnecting', '',             ''],
    ['media-back',    '',            '',            '',            '',             '',             'active',       ''],
    ['ended',         'ended',       'ended',       'ended',       'ended',        'ended',        'ended',        ''],
  ];

  it.each(table.flatMap(([type, ...row]) => states.map((from, i) => ({ type, from, to: row[i] || from }))))(
    '$from, $type: $to', ({ type, from, to }) => expect(next(from, { type })).toBe(to));

  it.each(states)('%s becomes what the gateway sees, while another page holds the call, unless it has ended', (from) => {
    expect(next(from, { type: 'seen', state: 'active' })).toBe(from === 'ended' ? 'ended' : 'active');
  });

  it.each([
    [{ direction: 'outbound', here: true }, 'ringback'],
    [{ direction: 'outbound', here: false }, undefined],
    [{ direction: 'outbound', here: true, state: 'early-media' }, undefined],
    [{ direction: 'inbound', rings: true }, 'ringtone'],
    [{ direction: 'inbound', rings: true, busy: true }, 'waiting'],
    [{ direction: 'inbound', rings: false }, undefined],
    [{ direction: 'inbound', rings: true, state: 'active' }, undefined],
  ] as const)('for %o the phone sounds %s', (circumstances, expected) => {
    expect(tone({ state: 'ringing', here: false, rings: false, busy: false, ...circumstances })).toBe(expected);
  });
});

describe('keys to press', () => {
  it.each([
    ['12#', [{ digits: '12#' }]],
    ['1w2', [{ digits: '1' }, { pause: 500 }, { digits: '2' }]],
    [',,w9', [{ pause: 4500 }, { digits: '9' }]],
    ['12 34-56', [{ digits: '123456' }]],
    ['abcd*', [{ digits: 'ABCD*' }]],
    ['', []],
    ['7'.repeat(70), [{ digits: '7'.repeat(64) }, { digits: '7'.repeat(6) }]],   // as many as one message may have
  ])('%s', (text, presses) => expect(parseDtmf(text)).toEqual(presses));

  it.each(['1e', 'p', '1;2', '１'])('%s is refused', (text) => expect(() => parseDtmf(text)).toThrow(expect.objectContaining({ code: 'bad-number' })));
});

it('a codec is named as rtpmap names it', () => {
  expect([OPUS, PCMA].map(encoding)).toEqual(['opus/48000/2', 'PCMA/8000']);
});

describe('what is dialled', () => {
  it.each([
    ['600', '600'],
    [' +44 (0)20-7946 0000 ', '+442079460000'],
    ['0044 (0)20 7946 0000', '00442079460000'],
    ['(020) 7946.0000', '02079460000'],
    ['tel:+44-20-7946-0000;ext=12', '+442079460000'],
    ['TEL:%2B442079460000', '+442079460000'],
    ['\u202a+44\u00a020\u20117946\u200b0000\u202c', '+442079460000'],   // as copied from a contact list
    ['＋４４２０', '+4420'],
    ['*#06#', '*#06#'],
    ['sip:bob@127.0.0.1:5070', 'sip:bob@127.0.0.1:5070'],
    ['sales', 'sales'],
    ['bob@example.com', 'bob@example.com'],
  ])('%s', (typed, dialled) => expect(dialable(typed)).toBe(dialled));

  it.each(['', '   ', '+', 'tel:', 'tel:%', 'two words', 'a\r\nb', '<sip:x@y>', 'x'.repeat(257)])('%j is refused', (typed) => {
    expect(() => dialable(typed)).toThrow(expect.objectContaining({ code: 'bad-number', name: 'RingdownError' }));
  });
});

describe('errors', () => {
  const codes = Object.keys(CATALOGUE) as (keyof typeof CATALOGUE)[];

  it.each(codes)('%s says what happened and what to do, and is documented', (code) => {
    const error = new RingdownError(code);
    expect(error.message).toMatch(/\.$/);
    expect(error.hint).toMatch(/\.$/);
    const [file, anchor] = error.docs.split('#');
    expect(readFileSync(new URL(`../../${file ?? ''}`, import.meta.url), 'utf8')).toContain(`\n### ${anchor ?? ''}\n`);
  });

  it.each([
    ['NotAllowedError', { secure: true, allowed: true }, 'mic-denied'],
    ['NotAllowedError', { secure: true, allowed: false }, 'permissions-policy'],
    ['NotAllowedError', { secure: false, allowed: true }, 'insecure-context'],
    ['SecurityError', { secure: true, allowed: true }, 'permissions-policy'],
    ['NotFoundError', { secure: true, allowed: true }, 'mic-not-found'],
    ['OverconstrainedError', { secure: true, allowed: true }, 'mic-not-found'],
    ['NotReadableError', { secure: true, allowed: true }, 'mic-in-use'],
    ['AbortError', { secure: true, allowed: true }, 'mic-in-use'],
    ['TypeError', { secure: true, allowed: true }, 'unsupported-browser'],
  ] as const)('a microphone that fails with %s in %o is %s', (name, around, code) => {
    const cause = Object.assign(new Error(name), { name });
    expect(microphoneError(cause, around)).toMatchObject({ code, cause });
  });

  it('keeps what the gateway says over what we would have said', () => {
    expect(new RingdownError('rate-limited', { message: 'Four calls are enough.', hint: 'Hang one up.', retryable: false, sip: { code: 503, reason: 'Busy' } }))
      .toMatchObject({ message: 'Four calls are enough.', hint: 'Hang one up.', retryable: false, sip: { code: 503, reason: 'Busy' } });
  });
});

describe('messages', () => {
  it('are one JSON object each', () => expect(write({ type: 'register', on: false })).toBe('{"type":"register","on":false}'));

  it.each([
    '{"type":"pong"}',
    '{"type":"ringing","call":"c_1","early":true}',
    '{"type":"error","code":"rate-limited","ref":"1","new-member":7}',
    '{"type":"ended","call":"c","reason":"busy","by":"remote","durationMs":0}',
  ])('reads %s', (frame) => expect(read(frame)).toEqual(JSON.parse(frame)));

  it.each([
    'no JSON', '', '[]', '7', 'null', '{}', '{"type":7}', '{"type":"unheard-of"}', '{"type":"toString"}', '{"type":"ringing"}',
    '{"type":"calling","ref":"1","call":"c","remote":null}', '{"type":"ended","call":"c","reason":"busy"}', new ArrayBuffer(3),
  ])('ignores %s', (frame) => expect(read(frame)).toBeUndefined());
});

describe('tokens, as read by the page', () => {
  it('reads the claims it needs, in any alphabet', () => {
    expect(claims(jwt({ sub: 'zoë', exp: 10, iat: 5, to: ['6??'] }))).toEqual({ sub: 'zoë', exp: 10, iat: 5 });
  });
  it.each(['', 'opaque', 'a.b.c', jwt([]), 'a.bnVsbA.c'])('%s says nothing', (token) => expect(claims(token)).toEqual({}));
});

describe('waiting before another attempt', () => {
  it('doubles from a quarter of a second to ten seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 60].map((n) => backoff(n, () => 0.5))).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });
  it('is spread, within its bounds', () => {
    expect([backoff(0, () => 0), backoff(2, () => 0), backoff(2, () => 1), backoff(9, () => 1)]).toEqual([250, 750, 1250, 10_000]);
  });
});

describe('addresses of a gateway', () => {
  it.each([
    ['http://127.0.0.1:8080', 'ws://127.0.0.1:8080/v1/phone'],
    ['https://gw.example/', 'wss://gw.example/v1/phone'],
    ['https://example.com/voice?x#y', 'wss://example.com/voice/v1/phone'],
    ['wss://gw.example/v1/phone', 'wss://gw.example/v1/phone'],
  ])('%s', (url, socket) => expect(socketUrl(url)).toBe(socket));
});

describe('codecs', () => {
  it('are found by name and clock rate, in any case', () => {
    expect(findCodec([OPUS, PCMA], 'pcma', 8000)).toBe(PCMA);
    expect(findCodec([OPUS, PCMA], 'PCMA', 16000)).toBeUndefined();
  });
  it('are put in order, and none is lost', () => {
    expect(inOrder([OPUS, PCMA], 'PCMA', 8000)).toEqual([PCMA, OPUS]);
    expect(inOrder([OPUS, PCMA], 'G729', 8000)).toEqual([OPUS, PCMA]);
  });
});

describe('several phones in one page', () => {
  it('are numbered in the order they come, and a number that is free again is used again', () => {
    const first = takeSlot('x'), second = takeSlot('x'), other = takeSlot('y');
    expect([first.key, second.key, other.key]).toEqual(['x#0', 'x#1', 'y#0']);
    first.free();
    expect(takeSlot('x').key).toBe('x#0');
  });
});

describe('tones', () => {
  it('repeat without a click: each period begins and ends in silence', () => {
    const samples = render(toneParts('ringtone'), 8000);
    expect(samples).toHaveLength(8 * 3000);
    expect(Math.abs(samples[0] ?? 1)).toBe(0);
    expect(Math.max(...samples)).toBeGreaterThan(0.1);
    expect(Math.max(...samples)).toBeLessThan(0.2);
  });
  it.each([['1', 697, 1209], ['5', 770, 1336], ['#', 941, 1477], ['D', 941, 1633]])('key %s is %d and %d Hz', (key, low, high) => {
    expect(keyParts(key, 100)).toEqual([{ hz: [low, high], ms: 100 }]);
  });
  it.each(['x', ''])('%j is no key', (key) => expect(keyParts(key, 100)).toEqual([]));
});

describe('quality', () => {
  const report = (received: number, lost: number) => new Map<string, object>([
    ['in', { id: 'in', type: 'inbound-rtp', kind: 'audio', packetsReceived: received, packetsLost: lost, jitter: 0.01, audioLevel: 0.5, codecId: 'c' }],
    ['pair', { id: 'pair', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.1, localCandidateId: 'l' }],
    ['l', { id: 'l', type: 'local-candidate', candidateType: 'prflx' }],
    ['c', { id: 'c', type: 'codec', mimeType: 'audio/PCMA' }],
  ]) as unknown as RTCStatsReport;

  it('is that of the time between two readings', () => {
    const before = reading(report(100, 50), 1), now = reading(report(190, 60), 2);
    expect(summary(now, before)).toMatchObject({ t: 2, lossIn: 0.1, lossOut: 0, rtt: 100, jitter: 10, codec: 'PCMA', candidate: 'prflx', levelIn: 0.5 });
    expect(summary(before, undefined).lossIn).toBeCloseTo(1 / 3);
  });
  it('can be asked for before any packet has come', () => {
    expect(summary(reading(new Map() as unknown as RTCStatsReport, 1), undefined)).toMatchObject({ lossIn: 0, rtt: 0, codec: '' });
  });
  it.each([   // worked out by hand from R = 94.768 - E / 40 (E < 160) or - (E - 120) / 10, less 2.5 a percent of loss
    [0, 0, 0, 4.43], [400, 30, 0, 3.09], [100, 10, 0.1, 3.43], [100, 10, 0.5, 1],
  ])('rtt %d, jitter %d, loss %d: %d', (rtt, jitter, loss, score) => expect(mos(rtt, jitter, loss)).toBeCloseTo(score, 2));
});

describe('what is said to people', () => {
  it.each([[0, '00:00'], [61_200, '01:01'], [3_675_000, '1:01:15'], [-5, '00:00']])('%d ms is %s', (ms, text) => expect(clock(ms)).toBe(text));
  it.each([
    [{ uri: 'sip:bob@h', name: 'Bob', number: '7' }, 'Bob'], [{ uri: 'sip:7@h', number: '7' }, '7'], [{ uri: 'sips:bob@h;x=y' }, 'bob@h'], [{ uri: '' }, 'Unknown'],
  ])('%o is %s', (party, name) => expect(nameOf(party)).toBe(name));

  const reasons = ['hangup', 'busy', 'declined', 'no-answer', 'canceled', 'answered-elsewhere', 'not-found', 'unavailable', 'forbidden', 'codec-mismatch',
    'media-timeout', 'network-lost', 'transferred', 'limit-reached', 'error'] as const;
  it.each(reasons)('%s is a sentence, whoever did it', (reason) => {
    for (const by of ['local', 'remote', 'system'] as const) {
      for (const direction of ['inbound', 'outbound'] as const) expect(endWords({ reason, by, durationMs: 0 }, direction)).toMatch(/^[A-Z].*\.$/);
    }
  });
  it('a call answered elsewhere was not missed', () => {
    expect(endWords({ reason: 'answered-elsewhere', by: 'local', durationMs: 0 }, 'inbound')).not.toMatch(/miss/);
  });
  it.each(['connecting', 'ringing', 'early-media', 'active', 'held', 'reconnecting', 'ended'] as const)('%s has words', (state) => {
    expect(stateWords(state, 'inbound')).toMatch(/^[A-Z]/);
    expect(stateWords(state, 'outbound')).toMatch(/^[A-Z]/);
  });
});
