import { el, icon } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';
import type { ErrorCode } from '../sdk/ringdown.js';

const CODES = ['mic-denied', 'mic-not-found', 'mic-in-use', 'insecure-context', 'permissions-policy'] as const;
type MicrophoneCode = typeof CODES[number];

/** Whether it is the microphone that keeps a call from being made. */
export function isAboutMicrophone(code: ErrorCode): code is MicrophoneCode {
  return (CODES as readonly string[]).includes(code);
}

/** How to get the microphone, step by step, as this browser shows it. */
export function coach(code: MicrophoneCode, again: (() => void) | undefined, browserName = browserOf(navigator.userAgent)): HTMLElement {
  const say = words().coach, { title, why } = say[code];
  const steps = code === 'mic-denied' ? say.steps[browserName] : say.steps[code];
  return el('div', { className: 'coach' },
    el('h2', {}, icon(ICONS.mute), title), el('p', {}, why), el('ol', {}, ...steps.map((step) => el('li', {}, step))),
    ...(again ? [el('button', { type: 'button', className: 'plain', on: { click: again } }, say.again)] : []));
}

/** Where the switch is depends on the browser; Chrome's kin all have it in one place. */
export function browserOf(userAgent: string): 'chromium' | 'firefox' | 'safari' {
  if (/firefox|fxios/i.test(userAgent)) return 'firefox';
  return /safari/i.test(userAgent) && !/chrom|crios|edg/i.test(userAgent) ? 'safari' : 'chromium';
}
