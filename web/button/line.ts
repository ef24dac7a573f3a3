/** Between the button, which is there from the start, and the part that calls, which may come later: all that either knows of the other. */
import type { CallEnd, ErrorCode } from '../sdk/ringdown.js';

/** Whom to call, and where. */
export interface Errand { readonly to: string; readonly gateway: string }

/** Why there is no call, for programs and for people. */
export interface Why { readonly code: ErrorCode; readonly words: string }

/** Where `byPhone` is said, a telephone may do what the page cannot. */
export interface LineListener {
  ringing(): void;
  talking(since: Date): void;
  ended(end: CallEnd, words: string, byPhone: boolean): void;
  /** No call came of a click. */
  refused(why: Why): void;
  /** Something to know about a call that goes on; '' takes it back. */
  remark(words: string, byPhone: boolean): void;
}

export interface Line {
  /** A hand is on its way: all that a call needs but the microphone is made ready, and let go if none comes of it. */
  prepare(): void;
  /** Until the call has begun, was refused, or was given up. */
  dial(signal: AbortSignal): Promise<void>;
  hangup(): void;
  /** The page was reloaded while a call of this button's went on. */
  resume(): void;
  close(): void;
}

/** The part that calls. */
export interface Calling { readonly open: (errand: Errand, listener: LineListener) => Line }

/** The button's name among the phones of a page: by it a call is found again after a reload. */
export function nameOf({ to }: Errand): string {
  return `button ${to}`;
}
