import css from './button.css';
import { el, ElementBase, icon, say, sheet } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { buttonToken } from '../elements/tokens.js';
import { clock, endWords, errorWords, words } from '../elements/words.js';
import { gateway, socketUrl } from '../sdk/address.js';
import { RingdownError } from '../sdk/errors.js';
import { Phone } from '../sdk/phone.js';
import { browser } from '../sdk/platform.js';
import { resumeName, ResumeTicket } from '../sdk/resume.js';
import type { Call, CallEnd } from '../sdk/ringdown.js';

export type ButtonState = 'idle' | 'permission' | 'ringing' | 'talking' | 'ended';

/** After a call the visitor's socket is no longer needed; a second call soon after may still use it. */
const LINGER = 30_000;

/** A visitor's token is good for a minute: whoever presses later than that comes anew. */
const FRESH = 45_000;

/**
 * `<ringdown-button to="sales">`: one click calls, the next hangs up.
 *
 * Attributes: `to` (an entry of the gateway's `buttons:`; in dev mode any number), `label` (default "Call"), `url` (the gateway;
 * default: where the script came from). Events, bubbling and composed: `ringdown:state` {state}, `ringdown:ended` {reason, by, …}.
 */
export class RingdownButton extends ElementBase {
  static readonly observedAttributes = ['label', 'to'];

  #state: ButtonState = 'idle';
  #phone: Phone | undefined;
  #call: Call | undefined;
  #giveUp: AbortController | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #outcome = '';
  readonly #text = el('span', { attrs: { part: 'label' } });
  readonly #picture = el('span', { hidden: true });
  readonly #hint = el('p', { className: 'hint', attrs: { role: 'alert', part: 'hint' } });
  readonly #live = el('p', { className: 'unseen', attrs: { role: 'status' } });
  readonly #button = el('button', { type: 'button', attrs: { part: 'button' }, on: { click: () => this.#clicked(), pointerenter: () => this.#intend(), focus: () => this.#intend() } });

  get state(): ButtonState {
    return this.#state;
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build();
    if (!this.#phone && ResumeTicket.waits(`${resumeName(socketUrl(this.#gateway), 'guest', this.#name)}#0`, browser())) this.#resume();
    this.#render();
  }

  /** Being moved within the page is not leaving it. */
  disconnectedCallback(): void {
    queueMicrotask(() => { if (!this.isConnected) this.#close(); });
  }

  attributeChangedCallback(): void {
    if (this.shadowRoot) this.#render();
  }

  #build(): void {
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [sheet(css)];
    this.#button.append(this.#picture, this.#text);
    root.append(this.#button, this.#hint, this.#live);
  }

  get #to(): string {
    return this.getAttribute('to') ?? '';
  }

  get #name(): string {
    return `button ${this.#to}`;
  }

  get #gateway(): string {
    return this.getAttribute('url') ?? gateway();
  }

  #clicked(): void {
    if (this.#call) void this.#call.hangup();
    else if (this.#giveUp) this.#giveUp.abort();
    else void this.#dial();
  }

  async #dial(): Promise<void> {
    const giveUp = this.#giveUp = new AbortController();
    this.#outcome = '';
    say(this.#hint, '');
    this.#become('permission');
    try {
      this.#use(await this.#ready().call(this.#to, { signal: giveUp.signal }));
    } catch (thrown) {
      this.#failed(thrown);
    } finally {
      this.#giveUp = undefined;
    }
  }

  /** A hand is on its way: all that a call needs but the microphone is fetched, and let go if none comes of it. */
  #intend(): void {
    if (this.#call || this.#giveUp) return;
    this.#ready().prepare().catch(() => undefined);   // the click will say what is wrong
    this.#linger = setTimeout(() => this.#close(), LINGER);
  }

  #ready(): Phone {
    clearTimeout(this.#linger);
    if (!this.#call && Date.now() - this.#since > FRESH) this.#leave();
    if (!this.#phone) this.#since = Date.now();
    return this.#phone ??= new Phone(
      { token: () => buttonToken(this.#gateway, this.#to), url: this.#gateway, register: false }, { name: this.#name });
  }

  /** The page was reloaded while this button's call went on. */
  #resume(): void {
    const phone = this.#ready();
    phone.connect().then(() => {
      const [call] = phone.calls;
      if (call) this.#use(call);
      else this.#close();
    }, () => this.#close());
  }

  #use(call: Call): void {
    clearTimeout(this.#linger);
    this.#call = call;
    call.on('state', () => this.#follow(call));
    call.on('error', (error) => say(this.#hint, errorWords(error)));
    call.on('reconnected', () => say(this.#hint, ''));
    call.on('recording', (on) => say(this.#hint, on ? words().button.recorded : ''));
    call.on('ended', (end) => this.#ended(end, call));
    this.#follow(call);
  }

  #follow(call: Call): void {
    if (call.state === 'ended') return;
    const talks = call.state === 'active' || call.state === 'reconnecting';
    if (talks) this.#clock ??= setInterval(() => this.#render(), 1000);
    this.#become(talks ? 'talking' : 'ringing');
  }

  #failed(thrown: unknown): void {
    if (thrown instanceof RingdownError) say(this.#hint, errorWords(thrown));
    if (thrown instanceof RingdownError && thrown.code === 'token-expired') this.#leave();
    this.#stop();
    this.#become('idle');
  }

  #ended(end: CallEnd, call: Call): void {
    this.#outcome = endWords(end, call.direction);
    this.#stop();
    this.#become('ended');
    this.#announce('ringdown:ended', end);
  }

  #stop(): void {
    this.#call = undefined;
    clearInterval(this.#clock);
    this.#clock = undefined;
    clearTimeout(this.#linger);
    this.#linger = setTimeout(() => this.#close(), LINGER);
  }

  #close(): void {
    clearTimeout(this.#linger);
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#giveUp?.abort();
    this.#leave();
  }

  #leave(): void {
    void this.#phone?.destroy();
    this.#phone = undefined;
  }

  #become(state: ButtonState): void {
    if (state === this.#state) return this.#render();
    this.#state = state;
    this.#render();
    say(this.#live, state === 'talking' ? words().button.connected : state === 'ended' ? words().button.ended(this.#outcome) : this.#words());
    this.#announce('ringdown:state', { state });
  }

  #render(): void {
    this.#button.dataset.state = this.#state;
    say(this.#text, this.#words());
    const path = this.#state === 'talking' ? ICONS.hangup : ICONS.call;
    if (this.#picture.dataset.path === path) return;
    this.#picture.dataset.path = path;
    this.#picture.hidden = false;
    this.#picture.replaceChildren(icon(path));
  }

  #words(): string {
    const say = words().button;
    const label = this.getAttribute('label') ?? say.call;
    switch (this.#state) {
      case 'idle': return label;
      case 'permission': return say.permission;
      case 'ringing': return say.ringing;
      case 'talking': return say.hangUp(clock(Date.now() - (this.#call?.answeredAt?.getTime() ?? Date.now())));
      case 'ended': return say.again(this.#outcome, label);
    }
  }

  #announce(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
