import type { Frame } from './frame.js';
import { isField } from './view.js';

/** From now on keys, and what is pasted, count for the phone: when the focus is in it, or nowhere on a page that is all phone. */
export function takeKeys(phone: HTMLElement, frame: Frame, signal: AbortSignal): void {
  document.addEventListener('keydown', (event) => key(phone, frame, event), { signal });
  document.addEventListener('paste', (event) => paste(phone, frame, event), { signal });
}

export function focusIsFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function key(phone: HTMLElement, frame: Frame, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !isFor(phone, event)) return;
  const [target] = event.composedPath(), { active, view } = frame;
  const used = active?.key(event.key, target) || (active !== view && !isField(target) && view?.key(event.key, target));
  if (used) event.preventDefault();
}

/** A number may be pasted wherever the focus is, as long as no field wants it. */
function paste(phone: HTMLElement, frame: Frame, event: ClipboardEvent): void {
  if (event.defaultPrevented || !isFor(phone, event) || isField(event.composedPath()[0])) return;
  if (frame.view?.paste?.(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
}

function isFor(phone: HTMLElement, event: Event): boolean {
  return event.composedPath().includes(phone) || (phone.hasAttribute('whole-page') && focusIsFree());
}
