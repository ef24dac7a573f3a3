import { otherwise } from './locale.js';
import type * as face from './ringdown.js';

type ErrorCode = face.ErrorCode;

interface Entry { readonly retryable: boolean; readonly message: string; readonly hint: string }

/** Every error there is: what happened, and what the person in front of the page can do. */
export const CATALOGUE: Readonly<Record<ErrorCode, Entry>> = {
  'mic-denied': no('The microphone was not allowed.',
    'Allow the microphone for this page: the icon left of the address, or the system’s privacy settings. Then try again.'),
  'mic-not-found': no('There is no microphone.', 'Plug one in, or choose another in the system’s sound settings.'),
  'mic-in-use': yes('The microphone could not be opened.', 'Another program may be using it: close that, then try again.'),
  'camera-denied': no('The camera was not allowed.',
    'Allow the camera for this page: the icon left of the address, or the system’s privacy settings. Sound goes on without it.'),
  'camera-not-found': no('There is no camera.', 'Plug one in. Sound goes on without it.'),
  'camera-in-use': yes('The camera could not be opened.', 'Another program may be using it: close that, then start the video again.'),
  'speaker-not-found': no('That loudspeaker cannot be used.', 'Plug it in, or choose another; until then the system’s own is used.'),
  'screen-denied': no('The screen was not shown.', 'Choose a screen, a window or a tab when the browser asks; on a Mac, allow the browser to record the screen in the privacy settings.'),
  'insecure-context': no('The browser gives no microphone to this page, because it did not come over HTTPS.',
    'Open the page over https://, or from http://localhost.'),
  'permissions-policy': no('The page that embeds this one does not pass the microphone on.',
    'Add allow="microphone; autoplay" to the iframe, or "microphone" to the Permissions-Policy header.'),
  'unsupported-browser': no('This browser cannot make calls.', 'Use a current Chrome, Edge, Firefox or Safari.'),
  'token-invalid': no('The gateway refused the token, or none could be fetched.', 'Sign in again.'),
  'token-expired': yes('The token has expired.', 'Give the phone a function as token, so that it can fetch a fresh one.'),
  'origin-not-allowed': no('The gateway does not serve pages of this origin.', 'Add the page’s origin to http.origins of the gateway.'),
  'destination-not-allowed': no('This number may not be called from here.', 'Ask for a token or a route that allows it.'),
  'rate-limited': yes('Too many calls in a short time.', 'Wait a moment, then try again.'),
  'over-capacity': yes('The gateway is full.', 'Try again in a minute.'),
  'signaling-lost': yes('The connection to the gateway is down.', 'Check the network; the phone goes on trying.'),
  'ice-failed': yes('Sound cannot reach the gateway.', 'A firewall may be blocking UDP; the phone goes on trying.'),
  'playback-blocked': yes('The browser plays no sound before the first click.', 'Click or press a key anywhere in the page.'),
  'sip-failure': yes('The other side could not be reached.', 'Try again; if it stays so, ask the operator of the gateway.'),
  'bad-state': no('That cannot be done now.', 'Look at the state of the phone or the call first.'),
  'bad-number': no('That is not a number that can be dialled.', 'Write digits, +, * and #, a sip: address, or a name that the gateway knows.'),
  'answered-elsewhere': no('The call was answered elsewhere.', 'Use pull() to bring it here.'),
  'codec-mismatch': no('The two sides have no codec in common.', 'Allow G.711 or Opus on the other side.'),
  'bad-message': no('The gateway did not understand this page.', 'The page and the gateway may be of different versions: reload.'),
  'unsupported-version': no('The gateway does not speak this page’s version of the protocol.', 'Load the script from the gateway itself.'),
};

function yes(message: string, hint: string): Entry {
  return { retryable: true, message, hint };
}

function no(message: string, hint: string): Entry {
  return { retryable: false, message, hint };
}

export interface Details {
  message?: string | undefined;
  hint?: string | undefined;
  retryable?: boolean | undefined;
  callId?: string | undefined;
  cause?: unknown;
  sip?: { code: number; reason: string; warning?: string } | undefined;
}

/** What went wrong, for programs (`code`, `retryable`) and for people (`message`, `hint`). */
export class RingdownError extends Error implements face.RingdownError {
  override readonly name = 'RingdownError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly hint: string;
  readonly docs: string;
  declare readonly callId?: string;
  declare readonly sip?: { code: number; reason: string; warning?: string };

  constructor(code: ErrorCode, details: Details = {}) {
    const entry = { ...CATALOGUE[code], ...otherwise().errors[code] };
    super(details.message ?? entry.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? entry.retryable;
    this.hint = details.hint ?? entry.hint;
    this.docs = `docs/errors.md#${code}`;
    if (details.callId !== undefined) this.callId = details.callId;
    if (details.sip !== undefined) this.sip = details.sip;
  }

  static from(thrown: unknown, code: ErrorCode): RingdownError {
    return thrown instanceof RingdownError ? thrown : new RingdownError(code, { cause: thrown });
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(CATALOGUE, text);
}

/** What the page is, as far as microphones care. */
export interface Surroundings {
  readonly secure: boolean;
  /** False where the embedding page withholds the microphone. */
  readonly allowed: boolean;
}

/** Reads why `getUserMedia` refused. Browsers say "not allowed" for three different things: people need to know which. */
export function microphoneError(thrown: unknown, around: Surroundings): RingdownError {
  return new RingdownError(microphoneCode(nameOf(thrown), around), { cause: thrown });
}

function microphoneCode(name: string, around: Surroundings): ErrorCode {
  if (!around.secure) return 'insecure-context';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return around.allowed ? 'mic-denied' : 'permissions-policy';
    case 'SecurityError':
      return 'permissions-policy';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'mic-not-found';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'mic-in-use';
    default:
      return 'unsupported-browser';
  }
}

export function cameraError(thrown: unknown): RingdownError {
  return new RingdownError(cameraCode(nameOf(thrown)), { cause: thrown });
}

function cameraCode(name: string): ErrorCode {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'camera-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'camera-not-found';
    default:
      return 'camera-in-use';
  }
}

/** The browser asks each time, and tells a refusal of the user's from one of the system's by nothing. */
export function screenError(thrown: unknown): RingdownError {
  return new RingdownError('screen-denied', { cause: thrown });
}

function nameOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown ? String(thrown.name) : '';
}
