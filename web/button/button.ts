import { ElementBase } from '../elements/dom.js';
import { gateway, socketUrl } from '../sdk/address.js';
import { orAborted } from '../sdk/deferred.js';
import { resumeName, ResumeTicket } from '../sdk/resume.js';
import type { CallEnd } from '../sdk/ringdown.js';
import { type ButtonState, Face } from './face.js';
import { type Errand, type Line, type LineListener, nameOf, type Why } from './line.js';
import { calling } from './source.js';
import { buttonWords } from './words.js';

/**
 * `<ringdown-button to="sales">`: one click calls, the next hangs up. What calls may come later than the button (`source.ts`): when a hand comes
 * near, on a click, or at once where a call went on over a reload.
 *
 * Attributes: `to` (an entry of the gateway's `buttons:`; in dev mode any number), `label` (default "Call"), `tel` (the number to offer where the
 * page cannot call), `url` (the gateway; default: where the script came from). What stands inside is seen without JavaScript, and where the page
 * cannot call and there is no `tel`. Events, bubbling and composed: `ringdown:state` {state}, `ringdown:ended` {reason, by, …},
 * `ringdown:refused` {code, message}. docs/button.md has the rest.
 */
export class RingdownButton extends ElementBase {
  static readonly observedAttributes = ['label', 'tel'];

  #state: ButtonState = 'idle';
  #line: Line | undefined;
  #errand: Errand | undefined;   // of that line
  #giveUp: AbortController | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #since = 0;
  #remark = '';
  #byPhone = false;
  readonly #face = new Face({ clicked: () => this.#clicked(), comes: () => this.#comes() });
  readonly #listener: LineListener = {
    ringing: () => this.#become('ringing'),
    talking: (since) => this.#talking(since),
    ended: (end, words, byPhone) => this.#ended(end, words, byPhone),
    refused: (why) => this.#refused(why),
    remark: (words, byPhone) => this.#beneath(words, byPhone),
  };

  get state(): ButtonState {
    return this.#state;
  }

  /** As a finger does it: for links and keys of the page's own. */
  override click(): void {
    this.#face.click();
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.#face.attach(this);
    this.#render();
    if (!this.#line && this.#waits()) this.#ready().then((line) => line.resume(), () => undefined);
  }

  /** Being moved within the page is not leaving it. */
  disconnectedCallback(): void {
    queueMicrotask(() => { if (!this.isConnected) this.#close(); });
  }

  attributeChangedCallback(): void {
    if (this.shadowRoot) this.#render();
  }

  get #written(): Errand {
    return { to: this.getAttribute('to') ?? '', gateway: this.getAttribute('url') ?? gateway() };
  }

  get #label(): string {
    return this.getAttribute('label') ?? '';
  }

  /** Neither is there a call, nor one on its way. */
  get #isQuiet(): boolean {
    return !this.#giveUp && (this.#state === 'idle' || this.#state === 'ended');
  }

  /** Whether a call of ours went on over a reload. */
  #waits(): boolean {
    const errand = this.#written;
    try {
      return ResumeTicket.waits(`${resumeName(socketUrl(errand.gateway), 'guest', nameOf(errand))}#0`, { storage: sessionStorage });
    } catch {
      return false;   // the user blocks storage
    }
  }

  /** The line of what the attributes say now. */
  async #ready(): Promise<Line> {
    const { open } = await calling();
    if (!this.isConnected) throw new DOMException('The button left the page.', 'AbortError');
    const { to, gateway } = this.#written;
    if (this.#errand?.to !== to || this.#errand.gateway !== gateway) this.#letGo();
    this.#errand = { to, gateway };
    return this.#line ??= open(this.#errand, this.#listener);
  }

  #clicked(): void {
    if (this.#giveUp) this.#giveUp.abort();
    else if (this.#isQuiet) void this.#dial();
    else this.#line?.hangup();
  }

  /** A hand is on its way; should none come, what was made ready goes by itself. */
  #comes(): void {
    if (this.#isQuiet) this.#ready().then((line) => { if (this.#isQuiet) line.prepare(); }, () => undefined);   // the click will say what is wrong
  }

  async #dial(): Promise<void> {
    const giveUp = this.#giveUp = new AbortController();
    this.#beneath('', false);
    this.#become('permission');
    try {
      const line = await orAborted(this.#ready(), giveUp.signal);
      await line.dial(giveUp.signal);
    } catch {
      if (!giveUp.signal.aborted) this.#refused({ code: 'signaling-lost', words: buttonWords().unreachable });
    } finally {
      this.#giveUp = undefined;
      if (giveUp.signal.aborted) this.#become('idle');
    }
  }

  // What the part that calls says

  #talking(since: Date): void {
    this.#since = since.getTime();
    this.#clock ??= setInterval(() => this.#render(), 1000);
    this.#become('talking');
  }

  #ended(end: CallEnd, words: string, byPhone: boolean): void {
    this.#stop();
    this.#beneath(words, byPhone);
    this.#become('ended');
    this.#announce('ringdown:ended', end);
  }

  #refused({ code, words }: Why): void {
    this.#beneath(words, true);
    this.#become('idle');
    this.#announce('ringdown:refused', { code, message: words });
  }

  #beneath(words: string, byPhone: boolean): void {
    this.#remark = words;
    this.#byPhone = byPhone;
    this.#render();
  }

  #stop(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  #close(): void {
    this.#stop();
    this.#giveUp?.abort();
    this.#letGo();
  }

  #letGo(): void {
    this.#line?.close();
    this.#line = undefined;
  }

  #become(state: ButtonState): void {
    if (state === this.#state) return this.#render();
    this.#state = state;
    this.#render();
    this.#face.readOut(state, this.#label);
    this.#announce('ringdown:state', { state });
  }

  #render(): void {
    this.#face.show({
      state: this.#state, label: this.#label, talkedMs: Date.now() - this.#since, remark: this.#remark, byPhone: this.#byPhone,
      tel: this.getAttribute('tel') ?? '',
    });
  }

  #announce(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
