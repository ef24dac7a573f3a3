import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import type { Phone } from '../sdk/phone.js';
import { type FakeSocket, info, settle } from './fakes.js';
import { begin, connected, listen, make, reconnected, talking } from './harness.js';

describe('hold', () => {
  let phone: Phone, socket: FakeSocket, call: Call;

  beforeEach(async () => {
    phone = make();
    socket = await connected(phone);
    call = await talking(phone, socket);
  });

  function told(local: boolean, remote: boolean): void {
    socket.receive({ type: 'hold', call: 'c_1', local, remote });
  }

  it('is so when the gateway says so', async () => {
    const done = vi.fn(), holds = vi.fn();
    call.on('hold', holds);
    const states = listen(call);
    const held = call.hold().then(done);
    await settle();
    expect(socket.last('hold')).toEqual({ type: 'hold', call: 'c_1', on: true });
    expect(done).not.toHaveBeenCalled();
    told(true, false);
    await held;
    expect([call.held, call.state]).toEqual([true, 'held']);
    await call.hold();
    expect(socket.types().filter((type) => type === 'hold')).toHaveLength(1);
    const back = call.unhold();
    told(false, false);
    await back;
    expect([call.held, call.state]).toEqual([false, 'active']);
    expect(states).toEqual(['held', 'active']);
    expect(holds.mock.calls).toEqual([[{ local: true, remote: false }], [{ local: false, remote: false }]]);
  });

  it('is shown when the far end holds, and is over only when neither does', () => {
    told(false, true);
    expect([call.held, call.state]).toEqual([false, 'held']);
    told(true, true);
    told(true, false);
    expect([call.held, call.state]).toEqual([true, 'held']);
    told(false, false);
    expect(call.state).toBe('active');
  });

  it('is refused when the gateway refuses, and before an answer', async () => {
    const held = call.hold();
    socket.receive({ type: 'error', code: 'bad-state', call: 'c_1', message: 'no', hint: 'h', retryable: false });
    await expect(held).rejects.toMatchObject({ code: 'bad-state' });
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 1 });
    await expect(call.hold()).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('outlives the socket', async () => {
    told(true, false);
    socket.drop();
    await reconnected({ calls: [info({ state: 'held', hold: { local: true, remote: false }, here: true })] });
    expect([call.held, call.state]).toEqual([true, 'held']);
  });
});

describe('a transfer', () => {
  let phone: Phone, socket: FakeSocket, call: Call;

  beforeEach(async () => {
    phone = make();
    socket = await connected(phone);
    call = await talking(phone, socket);
  });

  it('to a number resolves when the other two talk', async () => {
    const stages: string[] = [];
    call.on('transfer', ({ status }) => stages.push(status));
    const done = call.transfer('+44 20 7946 0000');
    await settle();
    expect(socket.last('transfer')).toEqual({ type: 'transfer', call: 'c_1', to: '+442079460000' });
    for (const status of ['trying', 'ringing', 'done']) socket.receive({ type: 'transfer', call: 'c_1', status });
    await done;
    socket.receive({ type: 'ended', call: 'c_1', reason: 'transferred', by: 'local', durationMs: 1 });
    expect([stages, call.state]).toEqual([['trying', 'ringing', 'done'], 'ended']);
  });

  it('that fails gives the call back and says why', async () => {
    const done = call.transfer('600');
    begin(done);
    await settle();
    socket.receive({ type: 'transfer', call: 'c_1', status: 'failed', sip: 486 });
    await expect(done).rejects.toMatchObject({ code: 'sip-failure', sip: { code: 486 } });
    expect(call.state).toBe('active');
  });

  it('to a number that is none, or not allowed, never begins', async () => {
    await expect(call.transfer('')).rejects.toMatchObject({ code: 'bad-number' });
    const done = call.transfer('601');
    begin(done);
    await settle();
    socket.receive({ type: 'error', code: 'destination-not-allowed', call: 'c_1', message: 'no', hint: 'h', retryable: false });
    await expect(done).rejects.toMatchObject({ code: 'destination-not-allowed' });
  });

  it('to another call names that call', async () => {
    begin(call.transfer({ id: 'c_2' } as Call));
    await settle();
    expect(socket.last('transfer')).toEqual({ type: 'transfer', call: 'c_1', with: 'c_2' });
    await expect(call.transfer('600')).rejects.toMatchObject({ code: 'bad-state' });
  });
});
