/** What phone and button say to people, in plain sentences. The sentences themselves: `english.ts`, `german.ts`. */
import { isRoom } from '../sdk/conference.js';
import { CATALOGUE } from '../sdk/errors.js';
import { GERMAN_ERRORS } from '../sdk/german.js';
import type { ErrorWords } from '../sdk/locale.js';
import type { CallEnd, CallState, Party, RingdownError } from '../sdk/ringdown.js';
import { ENGLISH, ENGLISH_ENDS, type Ends, type Words } from './english.js';
import { GERMAN, GERMAN_ENDS } from './german.js';
import { inPageLanguage, languageTag, type Said } from './language.js';

export { clock } from './clock.js';

const WORDS: Said<Words> = { en: ENGLISH, de: GERMAN };
const ENDS: Said<Ends> = { en: ENGLISH_ENDS, de: GERMAN_ENDS };
const ERRORS: Said<ErrorWords> = { en: CATALOGUE, de: GERMAN_ERRORS };

/** All that the phone says, in the page's language. */
export function words(): Words {
  return inPageLanguage(WORDS);
}

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
  const say = inPageLanguage(ENDS);
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
  const usual = CATALOGUE[code], here = inPageLanguage(ERRORS)[code];
  return `${message === usual.message ? here.message : message} ${hint === usual.hint ? here.hint : hint}`.trim();
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
