/** A phone in a browser made of paper, and what its gateway does. Whoever imports this gets a new browser for each test. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { Call } from '../sdk/call.js';
import { Phone } from '../sdk/phone.js';
import type { DialOptions, PhoneOptions } from '../sdk/ringdown.js';
import { BOB, FakeBrowser, type FakeSocket, settle, welcome } from './fakes.js';

export let browser: FakeBrowser;
/** Connects the phone that is about to, whoever made it. */
export async function welcomed(members: object = {}): Promise<FakeSocket> {
  await settle();
  const socket = browser.socketNow;
  socket.open();
  await settle();
  socket.receive(welcome(members));
  await settle();
  return socket;
}

let phones: Phone[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  browser = new FakeBrowser();
  phones = [];
});

afterEach(async () => {
  const gone = phones.map((phone) => phone.destroy());
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all(gone);
  vi.useRealTimers();
});

export function make(options: Partial<PhoneOptions> = {}): Phone {
  const phone = new Phone({ token: 'T', url: 'http://gateway', sounds: { dtmf: false }, ...options }, { platform: browser });
  phones.push(phone);
  return phone;
}

export async function connected(phone: Phone, members: object = {}): Promise<FakeSocket> {
  void phone.connect();
  return welcomed(members);
}

export async function reconnected(members: object = {}): Promise<FakeSocket> {
  await vi.advanceTimersByTimeAsync(250);
  return welcomed(members);
}

export function accept(socket: FakeSocket, call = 'c_1'): void {
  socket.receive({ type: 'calling', ref: socket.last('call').ref, call, sipCallId: 'sip-1', remote: BOB });
}

/** A call that this page has placed and that talks. */
export async function talking(phone: Phone, socket: FakeSocket, options: DialOptions = {}): Promise<Call> {
  const calling = phone.call('600', options);
  await settle();
  accept(socket);
  socket.receive({ type: 'media.answer', m: socket.last('call').m, answer: 'answer' });
  const call = await calling;
  await settle();
  socket.receive({ type: 'answered', call: 'c_1' });
  browser.peerNow.become('connected');
  await settle();
  return call;
}

/** An attempt whose end is nobody's business. */
export function begin(calling: Promise<unknown>): void {
  calling.catch(() => undefined);
}

/** What a call tells from now on, in order. */
export function listen(call: Call): string[] {
  const heard: string[] = [];
  call.on('state', (state) => heard.push(state));
  for (const event of ['answered', 'reconnecting', 'reconnected', 'ended'] as const) call.on(event, () => heard.push(`(${event})`));
  call.on('here', (here) => heard.push(here ? '(here)' : '(gone)'));
  return heard;
}
