/** The part of the button that calls, in a browser and at a gateway made of paper. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { open } from '../button/calling.js';
import type { Line, LineListener } from '../button/line.js';
import { speak } from '../elements/language.js';
import { CATALOGUE, RingdownError } from '../sdk/errors.js';
import { settle } from './fakes.js';
import { accept, browser, welcomed } from './harness.js';

afterEach(() => speak());

type Told = [string, ...unknown[]];

function line(): { line: Line; told: Told[] } {
  const told: Told[] = [];
  const tell = (name: string) => (...given: unknown[]) => { told.push([name, ...given]); };
  const listener: LineListener = { ringing: tell('ringing'), talking: tell('talking'), ended: tell('ended'), refused: tell('refused'), remark: tell('remark') };
  speak('en-GB');
  return { line: open({ to: 'sales', gateway: 'https://gw.example' }, listener, browser), told };
}

/** What the gateway says to whoever asks for a token. */
function gateway(status: number, body: object): { asked: string[] } {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return { asked };
}

const token = { token: `h.${btoa(JSON.stringify({ sub: 'guest:1', exp: 1060 }))}.s` };

async function dialled(): Promise<{ line: Line; told: Told[]; giveUp: AbortController; dialling: Promise<void> }> {
  const made = line(), giveUp = new AbortController();
  const dialling = made.line.dial(giveUp.signal);
  await settle();
  return { ...made, giveUp, dialling };
}

describe('a visitor', () => {
  it('gets a token of the button, calls it by its name, and hears how it goes', async () => {
    const { asked } = gateway(200, token);
    const { line, told, dialling } = await dialled();
    const socket = await welcomed({ user: 'guest:1' });
    expect([asked, socket.last('call').to, socket.last('hello').register]).toEqual([['https://gw.example/v1/buttons/sales/token'], 'sales', false]);
    accept(socket);
    socket.receive({ type: 'media.answer', m: socket.last('call').m, answer: 'answer' });
    await dialling;
    expect(told).toEqual([['ringing']]);
    socket.receive({ type: 'answered', call: 'c_1' });
    browser.peerNow.become('connected');
    await settle();
    expect(told.at(-1)?.[0]).toBe('talking');
    line.hangup();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'local', durationMs: 1 });
    await settle();
    expect(told.at(-1)).toEqual(['ended', expect.objectContaining({ reason: 'hangup' }), 'You hung up.', false]);
    line.close();
  });

  it('comes near: a token is fetched, the microphone is not asked for, and unused it is let go', async () => {
    gateway(200, token);
    const { line: made } = line();
    made.prepare();
    const socket = await welcomed({ user: 'guest:1' });
    expect([browser.asked, socket.types().includes('call')]).toEqual([[], false]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(socket.closed).toBe(true);
  });

  it('comes anew after a minute', async () => {
    const { asked } = gateway(200, token);
    const { line: made } = line();
    made.prepare();
    const socket = await welcomed({ user: 'guest:1' });
    for (let seconds = 0; seconds < 50; seconds += 10) {
      await vi.advanceTimersByTimeAsync(10_000);
      socket.receive({ type: 'pong' });
      made.prepare();
    }
    await settle();
    expect(asked).toHaveLength(2);
    made.close();
  });

  it('gives up: nothing is said', async () => {
    gateway(200, token);
    const { told, giveUp, dialling } = await dialled();
    giveUp.abort();
    await dialling;
    expect(told).toEqual([]);
  });

  it.each([
    ['closed, and when it opens is known', 403, { code: 'destination-not-allowed', opens: '1970-01-05T09:00:00' }, 'destination-not-allowed', /^We are closed\. Open again on Monday at 09:00\.$/],
    ['closed', 403, { code: 'destination-not-allowed', opens: 'soon' }, 'destination-not-allowed', /^We are closed\.$/],
    ['pressed too often', 429, { code: 'rate-limited', detail: 'try again in 5 s' }, 'rate-limited', /^Too many calls in a short time\. Wait/],
    ['too many at once', 503, { code: 'over-capacity' }, 'over-capacity', /^The gateway is full\./],
    ['no such button', 404, { code: 'not-found' }, 'destination-not-allowed', /^This button leads nowhere/],
    ['not for this page', 403, { code: 'origin-not-allowed' }, 'origin-not-allowed', /^This page may not show/],
    ['of whatever a proxy says', 502, {}, 'token-invalid', /gateway refused/],
  ])('is refused: %s', async (_, status, body, code, words) => {
    gateway(status, body);
    const { told, dialling, line } = await dialled();
    await dialling;
    expect(told).toEqual([['refused', { code, words: expect.stringMatching(words) as string }]]);
    line.close();
  });

  it('is refused by a limit when the call is placed, and told which', async () => {
    gateway(200, token);
    const { told, dialling, line } = await dialled();
    const socket = await welcomed({ user: 'guest:1' });
    socket.receive({ type: 'error', ref: socket.last('call').ref, code: 'rate-limited', message: 'The button sales may have 1 call at a time.', hint: 'Try later.', retryable: true });
    await dialling;
    expect(told).toEqual([['refused', { code: 'rate-limited', words: 'The button sales may have 1 call at a time. Try later.' }]]);
    line.close();
  });

  it('is told in the page’s language, whatever the gateway speaks', async () => {
    gateway(403, { code: 'destination-not-allowed', detail: 'This button is closed now.', opens: '1970-01-05T09:00:00' });
    const { told, line: made } = line();
    speak('de');
    await made.dial(new AbortController().signal);
    expect(told).toEqual([['refused', { code: 'destination-not-allowed', words: 'Wir haben geschlossen. Wieder erreichbar am Montag um 09:00 Uhr.' }]]);
    made.close();
  });

  it('is told of a gateway that cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const { told, dialling, line } = await dialled();
    await dialling;
    expect(told).toEqual([['refused', { code: 'signaling-lost', words: expect.stringContaining('no connection') as string }]]);
    line.close();
  });

  it.each(['mic-denied', 'mic-not-found', 'mic-in-use', 'insecure-context', 'permissions-policy'] as const)('is told of a microphone that is not there: %s', async (code) => {
    gateway(200, token);
    browser.refusal = new RingdownError(code);
    const { told, dialling, line } = await dialled();
    await welcomed({ user: 'guest:1' });
    await dialling;
    expect(told).toEqual([['refused', { code, words: `${CATALOGUE[code].message} ${CATALOGUE[code].hint}` }]]);
    line.close();
  });

  it('has a browser that cannot call', async () => {
    gateway(200, token);
    browser.supported = false;
    const { told, dialling, line } = await dialled();
    await dialling;
    expect(told).toMatchObject([['refused', { code: 'unsupported-browser' }]]);
    line.close();
  });

  it.each([
    ['hangup', false], ['busy', false], ['no-answer', false], ['declined', false], ['unavailable', true], ['limit-reached', true], ['network-lost', true], ['error', true],
  ] as const)('whose call ended by %s is offered a telephone: %s', async (reason, offered) => {
    gateway(200, token);
    const { told, dialling, line } = await dialled();
    const socket = await welcomed({ user: 'guest:1' });
    accept(socket);
    socket.receive({ type: 'media.answer', m: socket.last('call').m, answer: 'answer' });
    await dialling;
    socket.receive({ type: 'ended', call: 'c_1', reason, by: 'remote', durationMs: 1 });
    await settle();
    expect(told.at(-1)).toEqual(['ended', expect.objectContaining({ reason }), expect.any(String), offered]);
    line.close();
  });
});
