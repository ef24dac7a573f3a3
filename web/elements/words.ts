/** What the phone says to people, in plain sentences. The sentences themselves: `english.ts`, `german.ts`. */
import { isRoom } from '../sdk/conference.js';
import { CATALOGUE } from '../sdk/errors.js';
import type { CallEnd, CallState, Party, RingdownError } from '../sdk/ringdown.js';
import { languageTag, words } from './language.js';

export { words } from './language.js';

type Direction = 'inbound' | 'outbound';

/** Who is at the other end: the name, else the number, else the address without its technicalities. */
export function nameOf(party: Party): string {
  if (isRoom(party.uri)) return words().call.conference;
  return party.name || party.number || party.uri.replace(/^sips?:/, '').replace(/[;?].*$/, '') || words().call.unknown;
}

/** A second line under the name, where there is one to say. */
export function numberOf(party: Party): string {
  return party.name && party.number && !isRoom(party.uri) ? party.number : '';
}

export function stateWords(state: CallState, direction: Direction): string {
  const say = words().call;
  switch (state) {
    case 'connecting': return direction === 'inbound' ? say.answering : say.calling;
    case 'ringing': return direction === 'inbound' ? say.incoming : say.ringing;
    case 'early-media': return say.ringing;
    case 'active': return say.active;
    case 'held': return say.held;
    case 'reconnecting': return say.reconnecting;
    case 'ended': return say.ended;
  }
}

export function endWords({ reason, by, sip }: CallEnd, direction: Direction): string {
  const say = words().ends;
  switch (reason) {
    case 'hangup': return by === 'local' ? say.youHungUp : by === 'remote' ? say.theyHungUp : say.hangup;
    case 'busy': return by === 'local' ? say.youWereBusy : say.busy;
    case 'declined': return by === 'local' ? say.youDeclined : say.declined;
    case 'no-answer': return direction === 'inbound' ? say.missed : say.noAnswer;
    case 'canceled': return direction === 'inbound' ? say.callerGaveUp : say.youGaveUp;
    case 'answered-elsewhere': return say.elsewhere;
    case 'not-found': return say.notFound;
    case 'unavailable': return say.unavailable;
    case 'forbidden': return ours(by, sip) ?? say.forbidden;
    case 'codec-mismatch': return say.codecs;
    case 'media-timeout': return say.noSound;
    case 'network-lost': return say.networkLost;
    case 'transferred': return say.transferred;
    case 'limit-reached': return ours(by, sip) ?? say.limit;
    case 'error': return say.error;
  }
}

/** Which limit it was, in the gateway's own words. */
function ours(by: CallEnd['by'], sip: CallEnd['sip']): string | undefined {
  return by === 'system' ? sip?.reason : undefined;
}

export function transferWords(status: 'trying' | 'ringing' | 'done' | 'failed'): string {
  return words().transfer[status];
}

/** What the gateway, or a browser, says of this very error stays as it is; what anybody could say is said in the page's language. */
export function errorWords({ code, message, hint }: RingdownError): string {
  const usual = CATALOGUE[code], here = words().errors[code] ?? usual;
  return `${message === usual.message ? here.message : message} ${hint === usual.hint ? here.hint : hint}`;
}

/** 75000 is 01:15, 3675000 is 1:01:15. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** "14:05" of today, "Mon 14:05" of this week, else the date. */
export function whenWords(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  const sameDay = at.toDateString() === now.toDateString();
  const options: Intl.DateTimeFormatOptions = sameDay ? { timeStyle: 'short' }
    : age < 6 * 86_400_000 ? { weekday: 'short', hour: 'numeric', minute: '2-digit' } : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(languageTag(), options).format(at);
}

export function decimal(value: number, digits: number): string {
  return new Intl.NumberFormat(languageTag(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export function percent(share: number): string {
  return new Intl.NumberFormat(languageTag(), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
