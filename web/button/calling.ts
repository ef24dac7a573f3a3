/** The part that calls: a visitor's phone, with one call at a time. Entry of ringdown-calling.js. */
import { endWords, errorWords } from '../elements/words.js';
import { Phone } from '../sdk/phone.js';
import { browser, type Platform } from '../sdk/platform.js';
import { RingdownError } from '../sdk/errors.js';
import type { Call, CallEnd } from '../sdk/ringdown.js';
import { type Errand, type Line, type LineListener, nameOf } from './line.js';
import { buttonToken } from './token.js';
import { isBetterByPhone, why } from './why.js';
import { buttonWords } from './words.js';

/** After a call the visitor's socket is no longer needed; a second call soon after may still use it. */
const LINGER = 30_000;

/** A visitor's token is good for a minute: whoever presses later than that comes anew. */
const FRESH = 45_000;

export function open(errand: Errand, listener: LineListener, platform: Platform = browser()): Line {
  return new VisitorLine(errand, listener, platform);
}

class VisitorLine implements Line {
  readonly #errand: Errand;
  readonly #listener: LineListener;
  readonly #platform: Platform;
  #phone: Phone | undefined;
  #call: Call | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  constructor(errand: Errand, listener: LineListener, platform: Platform) {
    this.#errand = errand;
    this.#listener = listener;
    this.#platform = platform;
  }

  prepare(): void {
    this.#ready().prepare().catch(() => undefined);   // the click will say what is wrong
    this.#lingerOn();
  }

  async dial(signal: AbortSignal): Promise<void> {
    try {
      this.#use(await this.#ready().call(this.#errand.to, { signal }));
    } catch (thrown) {
      if (thrown instanceof RingdownError && thrown.code === 'token-expired') this.#leave();
      this.#lingerOn();
      if (!signal.aborted) this.#listener.refused(why(thrown));
    }
  }

  hangup(): void {
    void this.#call?.hangup();
  }

  resume(): void {
    const phone = this.#ready();
    phone.connect().then(() => {
      const [call] = phone.calls;
      if (call) this.#use(call);
      else this.close();
    }, () => this.close());
  }

  close(): void {
    clearTimeout(this.#linger);
    this.#leave();
  }

  #ready(): Phone {
    clearTimeout(this.#linger);
    const now = this.#platform.now();
    if (!this.#call && now - this.#since > FRESH) this.#leave();
    if (!this.#phone) this.#since = now;
    return this.#phone ??= this.#make();
  }

  #make(): Phone {
    const { to, gateway } = this.#errand;
    const token = () => buttonToken(gateway, to, this.#platform.now);
    return new Phone({ token, url: gateway, register: false }, { platform: this.#platform, name: nameOf(this.#errand) });
  }

  #use(call: Call): void {
    clearTimeout(this.#linger);
    this.#call = call;
    call.on('state', () => this.#follow(call));
    call.on('error', (error) => this.#listener.remark(errorWords(error), error.code === 'ice-failed'));
    call.on('reconnected', () => this.#listener.remark('', false));
    call.on('recording', (on) => this.#listener.remark(on ? buttonWords().recorded : '', false));
    call.on('ended', (end) => this.#ended(end, call));
    this.#follow(call);
  }

  #follow(call: Call): void {
    switch (call.state) {
      case 'ended': return;
      case 'active':
      case 'reconnecting': return this.#listener.talking(call.answeredAt ?? new Date(this.#platform.now()));
      default: return this.#listener.ringing();
    }
  }

  #ended(end: CallEnd, call: Call): void {
    this.#call = undefined;
    this.#lingerOn();
    this.#listener.ended(end, endWords(end, call.direction), isBetterByPhone(end));
  }

  #lingerOn(): void {
    clearTimeout(this.#linger);
    this.#linger = setTimeout(() => this.close(), LINGER);
  }

  #leave(): void {
    void this.#phone?.destroy();
    this.#phone = undefined;
  }
}
