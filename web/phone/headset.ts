import type { Call } from '../sdk/ringdown.js';

export interface HeadsetActions {
  /** Answers what rings, else mutes, or no longer. */
  press(): void;
  hangup(): void;
}

/** Media Session knows more actions than the types do. */
type Action = MediaSessionAction | 'togglemicrophone' | 'hangup';

const PRESSES: readonly Action[] = ['play', 'pause', 'togglemicrophone'];
const ENDS: readonly Action[] = ['stop', 'hangup'];

/** Keys of headsets and keyboards, and the system's own controls, as far as the browser passes them on (Media Session). */
export class Headset {
  readonly #actions: HeadsetActions;
  #on = false;

  constructor(actions: HeadsetActions) {
    this.#actions = actions;
  }

  /** @param call what rings or talks here; none: the keys are others' again */
  update(call: Call | undefined, name: string): void {
    const session = sessionIfAny();
    if (!session || (!call && !this.#on)) return;
    if ((call !== undefined) !== this.#on) this.#listen(session, call !== undefined);
    session.playbackState = call ? 'playing' : 'none';
    if (!call) session.metadata = null;
    else if (session.metadata?.title !== name) session.metadata = new MediaMetadata({ title: name });
    if (call && 'setMicrophoneActive' in session) void session.setMicrophoneActive(!call.muted);
  }

  #listen(session: MediaSession, on: boolean): void {
    this.#on = on;
    for (const action of PRESSES) set(session, action, on ? () => this.#actions.press() : null);
    for (const action of ENDS) set(session, action, on ? () => this.#actions.hangup() : null);
  }
}

function set(session: MediaSession, action: Action, handler: (() => void) | null): void {
  try {
    session.setActionHandler(action as MediaSessionAction, handler);
  } catch { /* a browser that does not know this one */ }
}

function sessionIfAny(): MediaSession | undefined {
  return typeof navigator === 'object' && 'mediaSession' in navigator ? navigator.mediaSession : undefined;
}
