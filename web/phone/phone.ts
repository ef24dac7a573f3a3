import callCss from './call.css';
import css from './phone.css';
import listsCss from './lists.css';
import pageCss from './page.css';
import { el, ElementBase, sheet } from '../elements/dom.js';
import { languageTag } from '../elements/language.js';
import { endWords, errorWords, nameOf, words } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import type { Phone } from '../sdk/phone.js';
import { browser } from '../sdk/platform.js';
import type { Call, CallEnd, Party, RingdownError as Trouble, TokenProvider } from '../sdk/ringdown.js';
import { Sounds } from '../sdk/sounds.js';
import { Attention } from './attention.js';
import { callView } from './callview.js';
import { coach, isAboutMicrophone } from './coach.js';
import { contactsView } from './contactsview.js';
import { Desk } from './desk.js';
import { screenOf } from './devices.js';
import { dialView } from './dialview.js';
import { Door } from './door.js';
import { elsewhere } from './elsewhere.js';
import { Frame } from './frame.js';
import { Hints } from './hints.js';
import { incomingView } from './incomingview.js';
import { focusIsFree, takeKeys } from './keyboard.js';
import { pendingView } from './pendingview.js';
import type { Person } from './person.js';
import { recentsView } from './recentsview.js';
import type { Contact } from './records.js';
import { Session } from './session.js';
import { settingsView } from './settingsview.js';
import { Waking } from './waking.js';
import type { Tab } from './tabs.js';
import type { View } from './view.js';
import { isAnswered, waiting } from './waiting.js';

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
  #session: Session | undefined;
  #user = '';
  #pending: { readonly to: string; readonly giveUp: AbortController } | undefined;
  #last = '';
  #draft = '';
  #clock: ReturnType<typeof setInterval> | undefined;
  #leave = new AbortController();
  #tab: Tab = 'phone';
  readonly #door = new Door(this, { enter: (token, user) => this.#signIn(token, user), nobody: () => this.#render() });
  readonly #sounds = new Sounds(browser(), {});
  readonly #desk = new Desk(() => this.#session?.phone.calls ?? []);
  readonly #attention = new Attention({ press: () => this.#press(), hangup: () => void this.#desk.speaking?.hangup() });
  readonly #nameOf = (party: Party) => this.#session?.nameOf(party) ?? nameOf(party);
  readonly #matches = (typed: string) => this.#session?.matches(typed) ?? [];
  readonly #elsewhere = elsewhere({ bring: (call) => void this.#try(() => call.pull()), intend: () => this.#intend(), nameOf: this.#nameOf });
  readonly #waiting = waiting({
    swap: (call) => this.#talkTo(call), connect: (call) => void this.#try(() => this.#desk.connect(call)),
    merge: (call) => void this.#try(async () => { if (this.phone) await this.#desk.merge(this.phone, call); }), nameOf: this.#nameOf,
  });
  readonly #frame = new Frame({
    signOut: () => this.#signOut(), reconnect: () => this.#session?.connect(), choose: (tab) => this.#turnTo(tab), voicemail: () => this.#callMailbox(),
  }, this.#waiting.root, this.#elsewhere.root);
  readonly #hints = new Hints(this.#attention.notifier, {
    show: (content) => this.#frame.hint(content), refused: (error) => this.#complain(error), settings: () => this.#session?.person?.settings,
  });

  /** The SDK's phone behind this element, while signed in. */
  get phone(): Phone | undefined {
    return this.#session?.phone;
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
    takeKeys(this, this.#frame, this.#leave.signal);
    if (!this.#session) this.#door.open(this.#token);
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
    this.#user = user;
    this.#session = new Session(token, this.#door.gateway, {
      changed: () => this.#render(),
      state: (state) => {
        this.#announce('ringdown:state', { state });
        this.#render();
      },
      arrived: () => void this.#hints.look(),
      rings: (call) => this.#rings(call),
      ended: (call, end) => this.#ended(call, end),
      readOut: (said) => this.#frame.readOut(said),
      refused: (error) => this.#complain(error),
      unreached: (error) => this.#unreached(error),
    });
    this.#session.open();
    this.#render();
  }

  #unreached(error: RingdownError | undefined): void {
    if (error?.code === 'token-invalid' && this.#door.asksForPasswords) this.#close();   // the day is over: sign in again
    else this.#frame.notice(error ? errorWords(error) : '');
    this.#render();
  }

  #signOut(): void {
    this.#door.leave();
    this.#token = undefined;
    this.#close(true);
    this.#frame.notice('');
    this.#render();
  }

  #close(leaves = false): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#attention.rest();
    this.#tab = 'phone';
    this.#frame.showPanel(undefined);
    this.#frame.hint(undefined);
    this.#pending?.giveUp.abort();
    this.#frame.outcome('');
    this.#session?.close(leaves);
    this.#session = undefined;
  }

  #rings(call: Call): void {
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
    this.#render();
  }

  #dial(to: string, video = false): void {
    const { phone } = this;
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
    if (tab === 'recents') this.#session?.person?.settings.set({ seen: Date.now() });
    this.#render();
  }

  #render(): void {
    const { phone } = this, { ringing, speaking, waiting: others, elsewhere: away } = this.#desk;
    const session = this.#session, wishes = session?.wishes;
    this.#frame.status({
      state: phone?.state, user: this.#user || (phone?.identity ?? ''), maySignOut: this.#user !== '' || this.hasAttribute('whole-page'),
      disturb: wishes?.disturb ?? false, voicemail: session?.mail, missed: session?.person?.missed ?? 0, tab: this.#tab, talking: speaking !== undefined,
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
    if (!this.#session?.person) return;
    const name = this.#tab === 'phone' ? 'recents' : this.#tab;
    if (this.#frame.panel?.name === name) this.#frame.panel.update();
    else this.#frame.showPanel(this.#panel(this.#session, this.#session.person, name));
  }

  #panel({ phone, preflight }: Session, { people, guest, settings }: Person, name: Exclude<Tab, 'phone'>, draft?: Contact): View {
    const call = (number: string) => this.#callFromList(number);
    if (name === 'contacts') return contactsView(people, guest, { call }, draft);
    if (name === 'settings') return settingsView(settings, this.#attention.notifier, new Waking(phone, settings), phone.audio, preflight);
    return recentsView(people, guest, { call, keep: (contact) => this.#keep(contact) });
  }

  #keep(contact: Contact): void {
    if (!this.#session?.person) return;
    this.#tab = 'contacts';
    this.#frame.showPanel(this.#panel(this.#session, this.#session.person, 'contacts', contact));
    this.#render();
  }

  #faceName(): string {
    const { ringing, speaking } = this.#desk;
    if (!this.#session) return this.#door.face;
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
        letters: () => this.#session?.wishes?.letters ?? true,
      });
    }
    if (kind === 'pending' && this.#pending) return pendingView(this.#pending.to, () => this.#pending?.giveUp.abort());
    if (!this.#session) return this.#door.view();
    return dialView({
      call: (to, video) => this.#dial(to, video),
      video: this.hasAttribute('video'),
      intend: () => this.#intend(),
      sound: (key) => this.#sounds.key(key, KEY_SOUND),
      ready: () => this.phone !== undefined && this.phone.state !== 'offline',
      last: () => this.#last,
      matches: this.#matches,
      draft: this.#draft,
    });
  }

  /** A hand comes near what will need a connection. */
  #intend(): void {
    if (this.#session?.ready) this.#session.phone.prepare().catch(() => undefined);
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
