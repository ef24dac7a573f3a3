/** What the button itself says. Why a call ended, or could not be, comes with the part that calls (`elements/words.ts`). */
import { inPageLanguage, languageTag, type Said } from '../elements/language.js';

const ENGLISH = {
  call: 'Call', permission: 'Connecting… allow the microphone', ringing: 'Ringing… click to stop', hangUp: 'Hang up', connected: 'Connected.',
  again: (label: string): string => `${label} again`, recorded: 'This call is recorded.', byPhone: (number: string): string => `Call ${number} by phone`,
  unreachable: 'The call cannot be made now: there is no connection to the telephone service. Check the network, then try again.',
  noButton: 'This button leads nowhere: the telephone service does not know it.', notHere: 'This page may not show this button: its address is not on the list of those that may.',
  closed: 'We are closed.', opens: (day: string, time: string): string => `We are closed. Open again ${day} at ${time}.`, on: (day: string): string => `on ${day}`,
};

const GERMAN: typeof ENGLISH = {
  call: 'Anrufen', permission: 'Verbindet… erlauben Sie das Mikrofon', ringing: 'Es klingelt… Klick bricht ab', hangUp: 'Auflegen', connected: 'Verbunden.',
  again: (label) => `Noch einmal: ${label}`, recorded: 'Dieses Gespräch wird aufgezeichnet.', byPhone: (number) => `${number} per Telefon anrufen`,
  unreachable: 'Der Anruf ist jetzt nicht möglich: Es gibt keine Verbindung zum Telefondienst. Prüfen Sie das Netz und versuchen Sie es erneut.',
  noButton: 'Dieser Knopf führt nirgendwohin: Der Telefondienst kennt ihn nicht.', notHere: 'Diese Seite darf diesen Knopf nicht zeigen: Ihre Adresse steht nicht auf der Liste der erlaubten.',
  closed: 'Wir haben geschlossen.', opens: (day, time) => `Wir haben geschlossen. Wieder erreichbar ${day} um ${time} Uhr.`, on: (day) => `am ${day}`,
};

export const BUTTON_WORDS: Said<typeof ENGLISH> = { en: ENGLISH, de: GERMAN };

export function buttonWords(): typeof ENGLISH {
  return inPageLanguage(BUTTON_WORDS);
}

const DAY = 86_400_000;

/** When it opens, by the visitor's own clock: "today", "tomorrow", "on Monday", "on 24 December". */
export function opensWords(at: Date, now: Date): string {
  const say = buttonWords(), tag = languageTag();
  const days = Math.round((midnight(at) - midnight(now)) / DAY);   // a day may have 23 hours, or 25
  const day = days < 2 ? new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(days, 'day')
    : say.on(new Intl.DateTimeFormat(tag, days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' }).format(at));
  return say.opens(day, new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' }).format(at));
}

function midnight(of: Date): number {
  return new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
}
