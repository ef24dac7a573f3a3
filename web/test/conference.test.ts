import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../sdk/call.js';
import { roomOf } from '../sdk/conference.js';
import type { Phone } from '../sdk/phone.js';
import { BOB, type FakeSocket, settle } from './fakes.js';
import { begin, browser, connected, make, talking } from './harness.js';

describe('a conference', () => {
  let phone: Phone, socket: FakeSocket, first: Call, second: Call;

  beforeEach(async () => {
    phone = make();
    socket = await connected(phone);
    first = await talking(phone, socket);
    second = await next('c_2', phone.call('601'));
  });

  async function next(id: string, calling: Promise<Call>): Promise<Call> {
    await settle();
    take(id);
    const call = await calling;
    socket.receive({ type: 'answered', call: id });
    await settle();
    return call;
  }

  function take(id: string): void {
    const { ref, m } = socket.last('call');
    socket.receive({ type: 'calling', ref, call: id, sipCallId: id, remote: BOB });
    socket.receive({ type: 'media.answer', m, answer: 'answer' });
    browser.peerNow.become('connected');
  }

  async function roomOpens(): Promise<string> {
    await settle();
    take('c_3');
    await settle();
    socket.receive({ type: 'answered', call: 'c_3' });
    await settle();
    return socket.last('call').to;
  }

  it('goes to a room of the user’s own, and gives it the far ends', async () => {
    const met = phone.conference(first, second);
    const room = await roomOpens();
    expect(room).toMatch(/^conference:alice\.[0-9a-f]{32}$/);
    const asked = socket.sent.filter(({ type }) => type === 'transfer');
    expect(asked).toEqual([{ type: 'transfer', call: 'c_1', to: room }, { type: 'transfer', call: 'c_2', to: room }]);
    for (const call of ['c_1', 'c_2']) socket.receive({ type: 'transfer', call, status: 'done' });
    await met;
  });

  it('goes on with those who come', async () => {
    const met = phone.conference(first, second);
    await roomOpens();
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    socket.receive({ type: 'transfer', call: 'c_2', status: 'done' });
    await met;
  });

  it('is hung up where nobody comes, and the calls are as they were', async () => {
    const met = phone.conference(first, second);
    begin(met);
    await roomOpens();
    for (const call of ['c_1', 'c_2']) socket.receive({ type: 'transfer', call, status: 'failed', sip: 503 });
    await expect(met).rejects.toMatchObject({ code: 'sip-failure', sip: { code: 503 } });
    expect(socket.last('hangup')).toMatchObject({ call: 'c_3' });
    expect([first.state, second.state]).toEqual(['active', 'active']);
  });

  it('moves nobody where there is no room', async () => {
    const met = phone.conference(first, second);
    begin(met);
    await settle();
    take('c_3');
    await settle();
    socket.receive({ type: 'ended', call: 'c_3', reason: 'busy', by: 'remote', durationMs: 0 });
    await expect(met).rejects.toMatchObject({ code: 'over-capacity' });
    expect(socket.sent.some(({ type }) => type === 'transfer')).toBe(false);
  });

  it('needs two', async () => {
    await expect(phone.conference(first)).rejects.toMatchObject({ code: 'bad-state' });
  });
});

it('names rooms that are no other’s', () => {
  expect(roomOf('bob', () => 0.5)).toBe('conference:bob.80000000800000008000000080000000');
});
