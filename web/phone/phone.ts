import callCss from './call.css';
import css from './phone.css';
import listsCss from './lists.css';
import pageCss from './page.css';
import { el, ElementBase, sheet } from '../elements/dom.js';
import { languageTag } from '../elements/language.js';
import { endWords, errorWords, nameOf, stateWords, transferWords, words } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import { Phone } from '../sdk/phone.js';
import { browser } from '../sdk/platform.js';
import type { Call, CallEnd, Party, RingdownError as Trouble, TokenProvider } from '../sdk/ringdown.js';
import { Sounds } from '../sdk/sounds.js';
import { Attention } from './attention.js';
import { callView } from './callview.js';
import type { Preflight } from './checkview.js';
import { coach, isAboutMicrophone } from './coach.js';
import { contactsView } from './contactsview.js';
import { Desk, rings } from './desk.js';
import { screenOf, useWished } from './devices.js';
import { dialView } from './dialview.js';
import { Door } from './door.js';
import { elsewhere } from './elsewhere.js';
import { Frame } from './frame.js';
import { Hints } from './hints.js';
import { incomingView } from './incomingview.js';
import { pendingView } from './pendingview.js';
import { Person } from './person.js';
import { recentsView } from './recentsview.js';
import type { Contact } from './records.js';
import { matches } from './search.js';
import { settingsView } from './settingsview.js';
import type { Tab } from './tabs.js';
import { isField, type View } from './view.js';
import { isAnswered, waiting } from './waiting.js';

const RETRY_AFTER = 5000;
const KEY_SOUND = 120;

/**
 * `<ringdown-phone>`: a phone to dial, answer and talk with.
 *
 * Attributes: `url` (the gateway; default: where the script came from), `user` (in dev mode, signs in as this user at once),
 * `video` (calls with pictures can be placed, too), `voicemail` (the number that plays what waits in the mailbox), `whole-page` (there is nothing else on
 * the page: it takes the background and the keyboard). Property: `token`, as in the SDK. It speaks the language of `<html lang>`.
 * Events, bubbling and composed: `ringdown:state`, `ringdown:incoming`, `ringdown:ended`.
 */
export class RingdownPhone extends ElementBase {
  #token: TokenProvider | undefined;
  #provider: TokenProvider = '';
  #phone: Phone | undefined;
  #user = '';
  #pending: { readonly to: string; readonly giveUp: AbortController } | undefined;
  #last = '';
  #draft = '';
  #clock: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #leave = new AbortController();
  #person: Person | undefined;
  #mail: number | undefined;
  #tab: Tab = 'phone';
  readonly #door = new Door(this, { enter: (token, user) => this.#signIn(token, user), nobody: () => this.#render() });
  readonly #sounds = new Sounds(browser(), {});
  readonly #desk = new Desk(() => this.#phone?.calls ?? []);
  readonly #attention = new Attention({ press: () => this.#press(), hangup: () => void this.#desk.speaking?.hangup() });
  readonly #nameOf = (party: Party) => this.#person?.people.nameOf(party) ?? nameOf(party);
  readonly #matches = (typed: string) => this.#person ? matches(typed, this.#person.people.contacts, this.#person.people.calls) : [];
  readonly #elsewhere = elsewhere({ bring: (call) => void this.#try(() => call.pull()), nameOf: this.#nameOf });
  readonly #waiting = waiting({
    swap: (call) => this.#talkTo(call), connect: (call) => void this.#try(() => this.#desk.connect(call)),
    merge: (call) => void this.#try(async () => { if (this.#phone) await this.#desk.merge(this.#phone, call); }), nameOf: this.#nameOf,
  });
  readonly #frame = new Frame({
    signOut: () => this.#signOut(), reconnect: () => this.#reconnect(), choose: (tab) => this.#turnTo(tab), voicemail: () => this.#callMailbox(),
  }, this.#waiting.root, this.#elsewhere.root);
  readonly #hints = new Hints(this.#attention.notifier, {
    show: (content) => this.#frame.hint(content), refused: (error) => this.#complain(error), settings: () => this.#person?.settings,
  });

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
    this.#door.open(token);
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build();
    this.#leave = new AbortController();
    document.addEventListener('keydown', (event) => this.#key(event), { signal: this.#leave.signal });
    document.addEventListener('paste', (event) => this.#paste(event), { signal: this.#leave.signal });
    if (!this.#phone) this.#door.open(this.#token);
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
    root.adoptedStyleSheets = [css, callCss, listsCss].map(sheet);
    if (this.hasAttribute('whole-page')) {
      document.adoptedStyleSheets.push(sheet(pageCss));
      document.documentElement.lang = languageTag();
    }
    root.append(...(this.hasAttribute('whole-page') ? [el('h1', { className: 'unseen' }, words().phone.name)] : []), this.#frame.root);
  }

  #signIn(token: TokenProvider, user: string): void {
    this.#provider = token;
    const phone = this.#phone = new Phone({ token, url: this.#door.gateway }, { name: 'phone' });
    const current = <P>(act: (payload: P) => void) => (payload: P) => { if (phone === this.#phone) act(payload); };
    this.#user = user;
    phone.on('state', current((state) => {
      this.#arrived(phone);
      this.#announce('ringdown:state', { state });
      this.#render();
    }));
    phone.on('error', current((error) => this.#complain(error)));
    phone.on('call', current((call) => this.#watch(call)));
    phone.on('incoming', current((call) => this.#rings(call)));
    phone.on('voicemail', current(({ waiting, count }) => {
      this.#mail = waiting ? count : undefined;
      this.#render();
    }));
    this.#connect(phone);
    this.#render();
  }

  /** The gateway has said who it is: from now on there are wishes and lists. */
  #arrived(phone: Phone): void {
    if (phone.state !== 'registered' && phone.state !== 'online') return;
    if (!this.#person) {
      this.#person = new Person(phone.identity ?? '', this.#door.gateway, this.#provider, () => this.#wished());
      void this.#hints.look();
      void useWished(phone.audio, this.#person.settings);
    }
    this.#obey(phone);
  }

  /** Another tab of the same browser may have wished it. */
  #wished(): void {
    if (this.#phone) this.#obey(this.#phone);
    this.#render();
  }

  #obey(phone: Phone): void {
    phone.dnd = this.#person?.settings.now.disturb === true;
  }

  /** A phone on a desk goes on trying. */
  #connect(phone: Phone): void {
    phone.connect().then(() => this.#frame.notice(''), (thrown: unknown) => {
      if (phone !== this.#phone) return;
      const error = RingdownError.from(thrown, 'signaling-lost');
      if (error.code === 'token-invalid' && this.#door.asksForPasswords) this.#close();   // the day is over: sign in again
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
    this.#door.leave();
    this.#token = undefined;
    this.#close();
    this.#frame.notice('');
    this.#render();
  }

  #close(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#attention.rest();
    this.#person?.close();
    this.#person = undefined;
    this.#mail = undefined;
    this.#tab = 'phone';
    this.#frame.showPanel(undefined);
    this.#frame.hint(undefined);
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
    call.on('error', (error) => this.#complain(error));
    call.on('ended', (end) => this.#ended(call, end));
    this.#render();
  }

  #rings(call: Call): void {
    const wishes = this.#person?.settings.now;
    if (wishes?.waiting === false && this.#phone?.calls.some((other) => other !== call && !rings(other))) return call.reject({ busy: true });
    if (wishes?.ring === false) call.ignore();
    this.#frame.alarm(words().call.from(this.#nameOf(call.remote)));
    if (!this.#frame.faceIsShown) this.#tab = 'phone';
    this.#announce('ringdown:incoming', { call });
    this.#render();
  }

  #ended(call: Call, end: CallEnd): void {
    const how = endWords(end, call.direction);
    this.#frame.alarm('');
    this.#frame.readOut(words().call.over(how));
    this.#frame.outcome(`${this.#nameOf(call.remote)}: ${how}`);
    this.#announce('ringdown:ended', { call, ...end });
    this.#person?.called();
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
      this.#desk.choose(await phone.call(to, { signal: giveUp.signal, video }));
      this.#draft = '';
    }, () => this.#dial(to, video)).finally(() => {
      this.#pending = undefined;
      this.#render();
    });
    this.#render();
  }

  /** Somebody of a list: beside a call, it is held meanwhile. */
  #callFromList(number: string): void {
    this.#tab = 'phone';
    if (this.#desk.speaking) this.#consult(number);
    else this.#dial(number);
    this.#render();
    this.#frame.view?.focus.focus();
  }

  #callMailbox(): void {
    const number = this.getAttribute('voicemail');
    if (number) this.#callFromList(number);
  }

  #answer(call: Call, options: { readonly video: boolean; readonly ends: boolean }): void {
    this.#frame.notice('');
    this.#frame.outcome('');
    void this.#try(() => this.#desk.answer(call, options), () => this.#answer(call, options));
  }

  /** The one key of a headset. */
  #press(): void {
    const { ringing, speaking } = this.#desk;
    if (ringing) this.#answer(ringing, { video: false, ends: false });
    else speaking?.mute(!speaking.muted);
  }

  #talkTo(call: Call): void {
    void this.#try(() => this.#desk.talkTo(call)).finally(() => this.#render());
  }

  #consult(to: string): void {
    void this.#try(async () => {
      await this.#desk.setAside();
      this.#dial(to);
    });
  }

  /** @param again what may succeed once the microphone can be had */
  async #try(action: () => Promise<unknown>, again?: () => void): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      if (thrown instanceof RingdownError) this.#complain(thrown, again);
      else if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
    }
  }

  #complain(error: Trouble, again?: () => void): void {
    this.#frame.notice(isAboutMicrophone(error.code) ? coach(error.code, again) : errorWords(error));
  }

  #turnTo(tab: Tab): void {
    this.#tab = tab;
    if (tab === 'recents') this.#person?.settings.set({ seen: Date.now() });
    this.#render();
  }

  #render(): void {
    const phone = this.#phone, { ringing, speaking, waiting: others, elsewhere: away } = this.#desk;
    const wishes = this.#person?.settings.now;
    this.#frame.status({
      state: phone?.state, user: this.#user || (phone?.identity ?? ''), maySignOut: this.#user !== '' || this.hasAttribute('whole-page'),
      disturb: wishes?.disturb ?? false, voicemail: this.#mail, missed: this.#person?.missed ?? 0, tab: this.#tab, talking: speaking !== undefined,
    });
    this.#show(phone?.calls ?? []);
    this.#showPanel();
    this.#waiting.update(others, speaking !== undefined && isAnswered(speaking));
    this.#elsewhere.update(away);
    this.#attention.update(ringing, speaking, (call) => this.#nameOf(call.remote), wishes?.notices ?? true);
    this.#tick((phone?.calls.length ?? 0) > 0);
  }

  #show(calls: readonly Call[]): void {
    const name = this.#faceName();
    if (this.#frame.view?.name === name) this.#frame.view.update();
    else this.#frame.show(this.#face(calls), this.hasAttribute('whole-page') && focusIsFree());
  }

  #showPanel(): void {
    if (!this.#person || !this.#phone) return;
    const name = this.#tab === 'phone' ? 'recents' : this.#tab;
    if (this.#frame.panel?.name === name) this.#frame.panel.update();
    else this.#frame.showPanel(this.#panel(this.#person, this.#phone, name));
  }

  #panel({ people, guest, settings }: Person, phone: Phone, name: Exclude<Tab, 'phone'>, draft?: Contact): View {
    const call = (number: string) => this.#callFromList(number);
    if (name === 'contacts') return contactsView(people, guest, { call }, draft);
    if (name === 'settings') {
      const preflight: Preflight = (onProgress, signal) => Phone.preflight({ token: this.#provider, url: this.#door.gateway, onProgress, signal });
      return settingsView(settings, this.#attention.notifier, phone.audio, preflight);
    }
    return recentsView(people, guest, { call, keep: (contact) => this.#keep(contact) });
  }

  #keep(contact: Contact): void {
    if (!this.#person || !this.#phone) return;
    this.#tab = 'contacts';
    this.#frame.showPanel(this.#panel(this.#person, this.#phone, 'contacts', contact));
    this.#render();
  }

  #faceName(): string {
    const { ringing, speaking } = this.#desk;
    if (!this.#phone) return this.#door.face;
    if (ringing) return `incoming ${ringing.id}`;
    if (this.#pending) return 'pending';
    return speaking ? `call ${speaking.id}` : 'dial';
  }

  #face(calls: readonly Call[]): View {
    const [kind, id] = this.#faceName().split(' ');
    const call = calls.find((c) => c.id === id);
    if (call && kind === 'incoming') {
      return incomingView(call, { answer: (c, options) => this.#answer(c, options), holds: () => this.#desk.besides(call).length > 0, nameOf: this.#nameOf });
    }
    if (call) {
      return callView(call, {
        screen: (c) => { const show = screenOf(c); if (show) void this.#try(show).finally(() => this.#render()); },
        hold: (c, on) => { if (on) void this.#try(() => c.hold()); else this.#talkTo(c); },
        video: (c, on) => void this.#try(() => on ? c.startVideo() : c.stopVideo()).finally(() => this.#render()),
        transfer: (c, to) => void this.#try(() => c.transfer(to)),
        consult: (_, to) => this.#consult(to),
        nameOf: this.#nameOf,
        matches: this.#matches,
        readOut: (said) => this.#frame.readOut(said),
        letters: () => this.#person?.settings.now.letters ?? true,
      });
    }
    if (kind === 'pending' && this.#pending) return pendingView(this.#pending.to, () => this.#pending?.giveUp.abort());
    if (!this.#phone) return this.#door.view();
    return dialView({
      call: (to, video) => this.#dial(to, video),
      video: this.hasAttribute('video'),
      intend: () => { if (this.#phone?.state === 'registered' || this.#phone?.state === 'online') this.#phone.prepare().catch(() => undefined); },
      sound: (key) => this.#sounds.key(key, KEY_SOUND),
      ready: () => this.#phone !== undefined && this.#phone.state !== 'offline',
      last: () => this.#last,
      matches: this.#matches,
      draft: this.#draft,
    });
  }

  /** Keys count when the focus is in the phone, or nowhere on a page that is all phone. */
  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.#isFor(event)) return;
    const [target] = event.composedPath(), { active, view } = this.#frame;
    const used = active?.key(event.key, target) || (active !== view && !isField(target) && view?.key(event.key, target));
    if (used) event.preventDefault();
  }

  /** A number may be pasted wherever the focus is, as long as no field wants it. */
  #paste(event: ClipboardEvent): void {
    if (event.defaultPrevented || !this.#isFor(event) || isField(event.composedPath()[0])) return;
    if (this.#frame.view?.paste?.(event.clipboardData?.getData('text') ?? '')) event.preventDefault();
  }

  #isFor(event: Event): boolean {
    return event.composedPath().includes(this) || (this.hasAttribute('whole-page') && focusIsFree());
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

function focusIsFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
