import { describe, expect, it, vi } from 'vitest';
import { settle } from './fakes.js';
import { begin, connected, make, talking } from './harness.js';

describe('text messages', () => {
  it('are sent as they are, and done when the gateway says so', async () => {
    const phone = make();
    const socket = await connected(phone);
    const sent = vi.fn();
    const sending = phone.message(' bob ', 'Hello\nBob').then(sent);
    await settle();
    const { ref, ...said } = socket.last('message');
    expect(said).toEqual({ type: 'message', to: 'bob', body: 'Hello\nBob' });
    expect(sent).not.toHaveBeenCalled();
    socket.receive({ type: 'done', ref });
    await sending;
    expect(sent).toHaveBeenCalledOnce();
  });

  it('are refused with what the gateway says, each by its own name', async () => {
    const phone = make();
    const socket = await connected(phone);
    const first = phone.message('bob', '1'), second = phone.message('nobody', '2');
    begin(first);
    const refused = expect(second).rejects.toMatchObject({ code: 'bad-number', sip: { code: 404 } });
    await settle();
    const refs = socket.sent.filter((message) => message.type === 'message').map((message) => message.ref);
    expect(new Set(refs).size).toBe(2);
    socket.receive({ type: 'error', code: 'bad-number', message: 'no', hint: 'other', retryable: false, ref: refs[1], sip: { code: 404, reason: 'Not Found' } });
    await refused;
    socket.receive({ type: 'done', ref: refs[0] });
    await first;
  });

  it('are refused when the connection is lost, or nobody answers', async () => {
    const phone = make();
    const socket = await connected(phone);
    const lost = expect(phone.message('bob', '1')).rejects.toMatchObject({ code: 'signaling-lost' });
    await settle();
    socket.drop();
    await lost;
    const quiet = make();
    await connected(quiet);
    const late = expect(quiet.message('bob', '2')).rejects.toMatchObject({ code: 'signaling-lost' });
    await vi.advanceTimersByTimeAsync(36_000);
    await late;
  });

  it('come as events, and so does voicemail', async () => {
    const phone = make(), heard: unknown[] = [];
    phone.on('message', (message) => heard.push(message));
    phone.on('voicemail', (voicemail) => heard.push(voicemail));
    const socket = await connected(phone);
    socket.receive({ type: 'message', from: 'sip:bob@h', body: '<b>hi</b>' });
    socket.receive({ type: 'voicemail', waiting: true, count: 3 });
    socket.receive({ type: 'message', from: 'sip:bob@h' });   // half a message is none
    expect(heard).toEqual([{ from: 'sip:bob@h', body: '<b>hi</b>' }, { waiting: true, count: 3 }]);
  });
});

describe('INFO', () => {
  it('goes out and comes in within a call', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket), heard: unknown[] = [];
    call.on('info', (info) => heard.push(info));
    const sending = call.sendInfo('application/json', '{}');
    const { ref, ...said } = socket.last('info');
    expect(said).toEqual({ type: 'info', call: 'c_1', contentType: 'application/json', body: '{}' });
    socket.receive({ type: 'done', ref });
    await sending;
    socket.receive({ type: 'info', call: 'c_1', contentType: 'text/plain', body: 'x' });
    expect(heard).toEqual([{ type: 'text/plain', body: 'x' }]);
  });

  it('is refused for a call that is over', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket);
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 5 });
    await expect(call.sendInfo('text/plain', 'x')).rejects.toMatchObject({ code: 'bad-state' });
  });
});
