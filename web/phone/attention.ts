import { words } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';
import { Headset, type HeadsetActions } from './headset.js';
import { Notifier } from './notifier.js';
import { TitleFlash } from './title.js';

/** What reaches somebody who does not look at the phone: the tab's title, the system's messages, the keys of a headset. */
export class Attention {
  readonly notifier = new Notifier();
  readonly #title = new TitleFlash();
  readonly #headset: Headset;

  constructor(actions: HeadsetActions) {
    this.#headset = new Headset(actions);
  }

  /** @param ringing with the name of who calls; @param speaking the same of who is talked to */
  update(ringing: Call | undefined, speaking: Call | undefined, nameOf: (call: Call) => string, notices: boolean): void {
    this.#title.show(ringing ? words().call.calls(nameOf(ringing)) : undefined);
    if (ringing && notices) this.notifier.show(ringing.id, nameOf(ringing), words().call.incoming);
    else this.notifier.hide();
    const call = ringing ?? speaking;
    this.#headset.update(call, call ? nameOf(call) : '');
  }

  rest(): void {
    this.update(undefined, undefined, () => '', false);
  }
}
