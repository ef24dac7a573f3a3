import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../sdk/call.js';
import type { Phone } from '../sdk/phone.js';
import { BOB, type FakeSocket, settle } from './fakes.js';
import { begin, connected, make, talking } from './harness.js';

describe('a recording', () => {
  let phone: Phone, socket: FakeSocket, call: Call, told: boolean[];

  beforeEach(async () => {
    phone = make();
    socket = await connected(phone);
    call = await talking(phone, socket);
    told = [];
    call.on('recording', (on) => told.push(on));
  });

  it('is asked for, and told to everybody', async () => {
    const asked = call.record(true);
    await settle();
    const { ref } = socket.last('record');
    expect(socket.last('record')).toEqual({ type: 'record', ref, call: 'c_1', on: true });
    socket.receive({ type: 'recording', call: 'c_1', on: true });
    socket.receive({ type: 'done', ref });
    await asked;
    expect([call.recorded, told]).toEqual([true, [true]]);
    socket.receive({ type: 'recording', call: 'c_1', on: false });
    expect([call.recorded, told]).toEqual([false, [true, false]]);
  });

  it('is refused where the route does not allow it', async () => {
    const asked = call.record(true);
    begin(asked);
    await settle();
    const { ref } = socket.last('record');
    socket.receive({ type: 'error', code: 'destination-not-allowed', ref, message: 'm', hint: 'h', retryable: false });
    await expect(asked).rejects.toMatchObject({ code: 'destination-not-allowed' });
    expect(call.recorded).toBe(false);
  });

  it('is known to a page that comes later', () => {
    socket.receive({ type: 'call.update', call: {
      call: 'c_9', sipCallId: 's', direction: 'inbound', state: 'active', remote: BOB, startedAt: 1, answeredAt: 2, recording: true, here: false, mine: false } });
    expect(phone.calls.find(({ id }) => id === 'c_9')?.recorded).toBe(true);
  });

  it('needs a call that talks', async () => {
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    await expect(call.record(true)).rejects.toMatchObject({ code: 'bad-state' });
  });
});
