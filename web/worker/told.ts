/** What the gateway tells a closed page, and the words for it. */

export interface Told {
  readonly type: 'rings' | 'over';
  readonly call: string;
  readonly from: string;
  readonly page: string;
  readonly missed: boolean;
}

/** A browser wants something shown for each message: what cannot be read is a call by nobody known. */
export function read(text: string): Told {
  const told = parse(text);
  const string = (name: string, otherwise: string) => typeof told[name] === 'string' ? told[name] : otherwise;
  return {
    type: told['type'] === 'over' ? 'over' : 'rings',
    call: string('call', 'ringdown'),
    from: string('from', 'Ringdown'),
    page: string('page', ''),
    missed: told['missed'] === true,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

const ENGLISH = { calls: 'Calls you. Click to open the phone.', missed: 'Missed call' };
const GERMAN: typeof ENGLISH = { calls: 'Ruft an. Klicken öffnet das Telefon.', missed: 'Verpasster Anruf' };

export function words(language: string): typeof ENGLISH {
  return language.startsWith('de') ? GERMAN : ENGLISH;
}
