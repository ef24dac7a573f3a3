import css from './phone.css';
import pageCss from './page.css';
import { ElementBase, sheet } from '../elements/dom.js';
import { devToken, sessionToken, signedIn, signIn, signOut } from '../elements/tokens.js';
import { endWords, errorWords, nameOf, stateWords, transferWords } from '../elements/words.js';
import { gateway } from '../sdk/address.js';
import { RingdownError } from '../sdk/errors.js';
import { Phone } from '../sdk/phone.js';
import { browser } from '../sdk/platform.js';
import type { Call, CallEnd, TokenProvider } from '../sdk/ringdown.js';
import { Sounds } from '../sdk/sounds.js';
import { callView } from './callview.js';
import { dialView } from './dialview.js';
import { elsewhere } from './elsewhere.js';
import { Frame } from './frame.js';
import { incomingView } from './incomingview.js';
import { passwordView } from './passwordview.js';
import { pendingView } from './pendingview.js';
import { forget, isDevMode, remember, remembered } from './session.js';
import { noTokenView, signInView } from './signinview.js';
import { TitleFlash } from './title.js';
import { isAnswered, waiting } from './waiting.js';
import type { View } from './view.js';

const RETRY_AFTER = 5000;
const KEY_SOUND = 120;

/**
 * `<ringdown-phone>`: a phone to dial, answer and talk with.
 *
 * Attributes: `url` (the gateway; default: where the script came from), `user` (in dev mode, signs in as this user at once),
 * `video` (calls with pictures can be placed, too), `whole-page` (there is nothing else on the page: it takes the background and the keyboard). Property: `token`, as in the SDK.
 * Events, bubbling and composed: `ringdown:state`, `ringdown:incoming`, `ringdown:ended`.
 */
export class RingdownPhone extends ElementBase {
  #token: TokenProvider | undefined;
  #phone: Phone | undefined;
  #user = '';
  #pending: { readonly to: string; readonly giveUp: AbortController } | undefined;
  #last = '';
  #draft = '';
  #clock: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #leave = new AbortController();
  readonly #title = new TitleFlash();
  readonly #sounds = new Sounds(browser(), {});
  readonly #elsewhere = elsewhere({ bring: (call) => void this.#try(() => call.pull()) });
  #current: Call | undefined;
  readonly #waiting = waiting({ swap: (call) => this.#talkTo(call), connect: (call) => this.#connectTo(call) });
  readonly #frame = new Frame({ signOut: () => this.#signOut(), reconnect: () => this.#reconnect() }, this.#waiting.root, this.#elsewhere.root);

  /** The SDK's phone behind this element, while signed in. */
  get phone(): Phone | undefined {
    return this.#phone;
  }

  get token(): TokenProvider | undefined {
    return this.#token;
  }

  /** Whoever sets a token is signed in by it. */
  set token(token: TokenProvider | undefined) {
    this.#token = token;
    if (!this.isConnected) return;
    this.#close();
    this.#enter();
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build();
    this.#leave = new AbortController();
    document.addEventListener('keydown', (event) => this.#key(event), { signal: this.#leave.signal });
    if (!this.#phone) this.#enter();
  }

  /** Being moved within the page is not leaving it. */
  disconnectedCallback(): void {
    this.#leave.abort();
    queueMicrotask(() => { if (!this.isConnected) this.#close(); });
  }

  #build(): void {
    if (Object.hasOwn(this, 'token')) {   // set before the element was defined
      this.#token = (this as { token?: TokenProvider }).token;
      delete (this as { token?: TokenProvider }).token;
    }
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet(css)];
    if (this.hasAttribute('whole-page')) document.adoptedStyleSheets.push(sheet(pageCss));
    root.append(this.#frame.root);
  }

  get #gateway(): string {
    return this.getAttribute('url') ?? gateway();
  }

  /** Signs in by whatever there is to sign in by, or asks. */
  #enter(): void {
    const user = this.getAttribute('user') ?? remembered();
    if (this.#token !== undefined) this.#signIn(this.#token, '');
    else if (user !== null) this.#signIn(() => devToken(this.#gateway, user), user);
    else if (this.#asksForPasswords) this.#comeBack();
    else this.#render();
  }

  /** On the gateway's own page, where names and passwords sign in. */
  get #asksForPasswords(): boolean {
    return this.hasAttribute('whole-page') && !isDevMode();
  }

  /** Whoever has signed in here before still is. */
  #comeBack(): void {
    signedIn(this.#gateway).then((user) => this.#signInHere(user), () => this.#render());
  }

  #signInHere(user: string): void {
    this.#signIn(() => sessionToken(this.#gateway), user);
  }

  #choose(user: string): void {
    remember(user);
    this.#signIn(() => devToken(this.#gateway, user), user);
  }

  #signIn(token: TokenProvider, user: string): void {
    const phone = this.#phone = new Phone({ token, url: this.#gateway }, { name: 'phone' });
    const current = <P>(act: (payload: P) => void) => (payload: P) => { if (phone === this.#phone) act(payload); };
    this.#user = user;
    phone.on('state', current((state) => {
      this.#announce('ringdown:state', { state });
      this.#render();
    }));
    phone.on('error', current((error) => this.#frame.notice(errorWords(error))));
    phone.on('call', current((call) => this.#watch(call)));
    phone.on('incoming', current((call) => this.#rings(call)));
    this.#connect(phone);
    this.#render();
  }

  /** A phone on a desk goes on trying. */
  #connect(phone: Phone): void {
    phone.connect().then(() => this.#frame.notice(''), (thrown: unknown) => {
      if (phone !== this.#phone) return;
      const error = RingdownError.from(thrown, 'signaling-lost');
      if (error.code === 'token-invalid' && this.#asksForPasswords) this.#close();   // the day is over: sign in again
      else this.#frame.notice(errorWords(error));
      this.#render();
      if (error.retryable) this.#retry = setTimeout(() => this.#connect(phone), RETRY_AFTER);
    });
  }

  #reconnect(): void {
    clearTimeout(this.#retry);
    if (this.#phone) this.#connect(this.#phone);
  }

  #signOut(): void {
    forget();
    if (this.#asksForPasswords) void signOut(this.#gateway);
    this.#token = undefined;
    this.removeAttribute('user');
    this.#close();
    this.#frame.notice('');
    this.#render();
  }

  #close(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#title.show(undefined);
    this.#pending?.giveUp.abort();
    this.#frame.outcome('');
    void this.#phone?.destroy();
    this.#phone = undefined;
  }

  #watch(call: Call): void {
    const changed = () => this.#render();
    for (const event of ['here', 'remote', 'mute', 'hold', 'recording', 'answered', 'video', 'track'] as const) call.on(event, changed);
    call.on('state', (state) => {
      if (state !== 'ended' && call.here) this.#frame.readOut(stateWords(state, call.direction));
      this.#render();
    });
    call.on('transfer', ({ status }) => this.#frame.readOut(transferWords(status)));
    call.on('error', (error) => this.#frame.notice(errorWords(error)));
    call.on('ended', (end) => this.#ended(call, end));
    this.#render();
  }

  #rings(call: Call): void {
    this.#frame.alarm(`Incoming call from ${nameOf(call.remote)}`);
    this.#announce('ringdown:incoming', { call });
    this.#render();
  }

  #ended(call: Call, end: CallEnd): void {
    const words = endWords(end, call.direction);
    this.#frame.alarm('');
    this.#frame.readOut(`Call ended. ${words}`);
    this.#frame.outcome(`${nameOf(call.remote)}: ${words}`);
    this.#announce('ringdown:ended', { call, ...end });
    this.#render();
  }

  #dial(to: string, video = false): void {
    const phone = this.#phone;
    if (!phone || this.#pending) return;
    const giveUp = new AbortController();
    this.#pending = { to, giveUp };
    this.#last = to;
    this.#draft = to;
    this.#frame.outcome('');
    this.#frame.notice('');
    void this.#try(async () => {
      this.#current = await phone.call(to, { signal: giveUp.signal, video });
      this.#draft = '';
    }).finally(() => {
      this.#pending = undefined;
      this.#render();
    });
    this.#render();
  }

  #answer(call: Call, video: boolean): void {
    this.#frame.notice('');
    this.#frame.outcome('');
    this.#current = call;
    void this.#try(async () => {
      await this.#setAside(call);
      await call.answer({ video });
    });
  }

  /** One conversation at a time: the others are held, and what is not answered yet is given up. */
  async #setAside(except?: Call): Promise<void> {
    await Promise.all(this.#talking(except).map((other) => isAnswered(other) ? other.hold() : other.hangup()));
  }

  #talkTo(call: Call): void {
    this.#current = call;
    void this.#try(async () => {
      await this.#setAside(call);
      await call.unhold();
    }).finally(() => this.#render());
  }

  #connectTo(call: Call): void {
    const current = this.#speaking(this.#phone?.calls ?? []);
    if (current) void this.#try(() => current.transfer(call));
  }

  #consult(to: string): void {
    void this.#try(async () => {
      await this.#setAside();
      this.#dial(to);
    });
  }

  /** The call whose face is shown: the one chosen last, else one that is not held. */
  #speaking(calls: readonly Call[]): Call | undefined {
    const here = calls.filter((call) => call.here || isAnswering(call));
    return here.find((call) => call === this.#current) ?? here.find((call) => !call.held) ?? here[0];
  }

  #talking(except?: Call): Call[] {
    return this.#phone?.calls.filter((call) => call !== except && call.here) ?? [];
  }

  async #try(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      if (thrown instanceof RingdownError) this.#frame.notice(errorWords(thrown));
      else if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
    }
  }

  #render(): void {
    const phone = this.#phone;
    const calls = phone?.calls ?? [];
    this.#frame.status(phone?.state, this.#user || (phone?.identity ?? ''), this.#user !== '' || this.hasAttribute('whole-page'));
    this.#show(calls);
    const speaking = this.#speaking(calls);
    this.#waiting.update(calls.filter((call) => call.here && call !== speaking && !rings(call)), speaking !== undefined && isAnswered(speaking));
    this.#elsewhere.update(calls.filter((call) => !call.here && !rings(call) && call.state !== 'connecting'));
    const ringing = calls.find(rings);
    this.#title.show(ringing ? `☎ ${nameOf(ringing.remote)} is calling` : undefined);
    this.#tick(calls.length > 0);
  }

  #show(calls: readonly Call[]): void {
    const name = this.#faceName(calls);
    if (this.#frame.view?.name === name) this.#frame.view.update();
    else this.#frame.show(this.#face(calls), this.hasAttribute('whole-page') && focusIsFree());
  }

  #faceName(calls: readonly Call[]): string {
    const ringing = calls.find(rings);
    const speaking = this.#speaking(calls);
    if (!this.#phone) return isDevMode() ? 'signin' : this.#asksForPasswords ? 'password' : 'no-token';
    if (ringing) return `incoming ${ringing.id}`;
    if (this.#pending) return 'pending';
    return speaking ? `call ${speaking.id}` : 'dial';
  }

  #face(calls: readonly Call[]): View {
    const [kind, id] = this.#faceName(calls).split(' ');
    const call = calls.find((c) => c.id === id);
    if (call && kind === 'incoming') {
      return incomingView(call, { answer: (c, video) => this.#answer(c, video), holds: () => this.#talking(call).length > 0 });
    }
    if (call) {
      return callView(call, {
        hold: (c, on) => { if (on) void this.#try(() => c.hold()); else this.#talkTo(c); },
        video: (c, on) => void this.#try(() => on ? c.startVideo() : c.stopVideo()).finally(() => this.#render()),
        transfer: (c, to) => void this.#try(() => c.transfer(to)),
        consult: (_, to) => this.#consult(to),
      });
    }
    if (kind === 'pending' && this.#pending) return pendingView(this.#pending.to, () => this.#pending?.giveUp.abort());
    if (kind === 'signin') return signInView((user) => this.#choose(user));
    if (kind === 'password') {
      return passwordView(async (name, password) => { this.#signInHere(await signIn(this.#gateway, name, password)); });
    }
    if (kind === 'no-token') return noTokenView();
    return dialView({
      call: (to, video) => this.#dial(to, video),
      video: this.hasAttribute('video'),
      intend: () => { if (this.#phone?.state === 'registered') this.#phone.prepare().catch(() => undefined); },
      sound: (key) => this.#sounds.key(key, KEY_SOUND),
      ready: () => this.#phone !== undefined && this.#phone.state !== 'offline',
      last: () => this.#last,
      draft: this.#draft,
    });
  }

  /** Keys count when the focus is in the phone, or nowhere on a page that is all phone. */
  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.composedPath().includes(this);
    if (!inside && !(this.hasAttribute('whole-page') && focusIsFree())) return;
    if (this.#frame.view?.key(event.key, event.composedPath()[0])) event.preventDefault();
  }

  #tick(on: boolean): void {
    if (on === (this.#clock !== undefined)) return;
    clearInterval(this.#clock);
    this.#clock = on ? setInterval(() => this.#render(), 1000) : undefined;
  }

  #announce(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function rings(call: Call): boolean {
  return call.direction === 'inbound' && call.state === 'ringing';
}

function isAnswering(call: Call): boolean {
  return call.direction === 'inbound' && call.state === 'connecting';
}

function focusIsFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
