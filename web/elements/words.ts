/** What the phone says to people, in plain sentences. */
import type { CallEnd, CallState, Party, RingdownError } from '../sdk/ringdown.js';

type Direction = 'inbound' | 'outbound';

/** Who is at the other end: the name, else the number, else the address without its technicalities. */
export function nameOf(party: Party): string {
  return party.name || party.number || party.uri.replace(/^sips?:/, '').replace(/[;?].*$/, '') || 'Unknown';
}

/** A second line under the name, where there is one to say. */
export function numberOf(party: Party): string {
  return party.name && party.number ? party.number : '';
}

export function stateWords(state: CallState, direction: Direction): string {
  switch (state) {
    case 'connecting': return direction === 'inbound' ? 'Answering…' : 'Calling…';
    case 'ringing': return direction === 'inbound' ? 'Incoming call' : 'Ringing…';
    case 'early-media': return 'Ringing…';
    case 'active': return 'Connected';
    case 'held': return 'On hold';
    case 'reconnecting': return 'Sound interrupted, reconnecting…';
    case 'ended': return 'Call ended';
  }
}

export function endWords({ reason, by, sip }: CallEnd, direction: Direction): string {
  switch (reason) {
    case 'hangup': return by === 'local' ? 'You hung up.' : by === 'remote' ? 'The other side hung up.' : 'The call has ended.';
    case 'busy': return by === 'local' ? 'You were busy.' : 'The line is busy.';
    case 'declined': return by === 'local' ? 'You declined the call.' : 'The call was declined.';
    case 'no-answer': return direction === 'inbound' ? 'You missed a call.' : 'Nobody answered.';
    case 'canceled': return direction === 'inbound' ? 'The caller gave up.' : 'You gave up before an answer.';
    case 'answered-elsewhere': return 'Answered in another tab or on another device.';
    case 'not-found': return 'There is nobody at this number.';
    case 'unavailable': return 'The other side cannot be reached now.';
    case 'forbidden': return ours(by, sip) ?? 'This number may not be called.';
    case 'codec-mismatch': return 'The two phones have no common way to send sound.';
    case 'media-timeout': return 'No sound came from the other side any more.';
    case 'network-lost': return 'The connection was lost.';
    case 'transferred': return 'The call was passed on.';
    case 'limit-reached': return ours(by, sip) ?? 'The call reached its time limit.';
    case 'error': return 'Something went wrong on the way.';
  }
}

/** Which limit it was, in the gateway's own words. */
function ours(by: CallEnd['by'], sip: CallEnd['sip']): string | undefined {
  return by === 'system' ? sip?.reason : undefined;
}

export function transferWords(status: 'trying' | 'ringing' | 'done' | 'failed'): string {
  switch (status) {
    case 'trying': return 'Transferring…';
    case 'ringing': return 'Ringing at the new number…';
    case 'done': return 'The call was passed on.';
    case 'failed': return 'The call could not be passed on and is yours again.';
  }
}

export function errorWords(error: RingdownError): string {
  return `${error.message} ${error.hint}`;
}

/** 75000 is 01:15, 3675000 is 1:01:15. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}
