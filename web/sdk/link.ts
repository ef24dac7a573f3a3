import { backoff } from './backoff.js';
import { isErrorCode, RingdownError } from './errors.js';
import type { Platform } from './platform.js';
import { ResumeTicket } from './resume.js';
import { Tokens } from './tokens.js';
import { VERSION } from './version.js';
import { CLOSE, type Failure, type FromGateway, type FromPage, PROTOCOL_VERSION, read, type Welcome, write } from './wire.js';

const WELCOME_WITHIN = 10_000;
const GIVE_UP_AFTER = 10_000;     // only before the first welcome; later the page goes on trying for ever
const PING_AFTER = 15_000;
const PONG_WITHIN = 8_000;
const PONG_WITHIN_WHEN_DOUBTED = 3_000;
const CHALLENGED_AFTER = 250;

export interface LinkListener {
  welcome(welcome: Welcome): void;
  message(message: Exclude<FromGateway, Welcome | { type: 'pong' }>): void;
  /** The socket is gone; the link is trying again. */
  lost(): void;
  /** The link has ended and will not try again. */
  closed(why: RingdownError): void;
}

export interface LinkOptions {
  readonly url: string;
  readonly tokens: Tokens;
  /** Whether the page takes incoming calls at this moment. */
  readonly register: () => boolean;
  readonly ticket: (token: string) => ResumeTicket;
  readonly platform: Platform;
  readonly listener: LinkListener;
}

/** The page's socket to the gateway, kept alive: says hello, resumes, refreshes the token, notices silence and comes back. */
export class Link {
  readonly #options: LinkOptions;
  #socket: WebSocket | undefined;
  #challenger: WebSocket | undefined;   // tried beside one that is doubted
  #open = false;
  #started = false;
  #welcomed = false;         // at least once since start()
  #startedAt = 0;
  #attempt = 0;
  #tokenRefused = false;     // once since the last welcome
  #refusal: Failure | undefined;
  #ticket: ResumeTicket | undefined;
  #retryTimer: Timer;
  #silenceTimer: Timer;
  #challengeTimer: Timer;
  #tokenTimer: Timer;
  #unlisten: (() => void)[] = [];

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get open(): boolean {
    return this.#open;
  }

  start(): void {
    if (this.#started) return;
    const { platform } = this.#options;
    this.#started = true;
    this.#welcomed = false;
    this.#tokenRefused = false;
    this.#attempt = 0;
    this.#startedAt = platform.now();
    this.#unlisten = [
      platform.on('online', () => this.doubt()),
      platform.on('visibilitychange', () => { if (platform.visible) this.doubt(); }),
      platform.on('pagehide', () => this.#ticket?.free()),
      platform.on('pageshow', (event) => { if ((event as PageTransitionEvent).persisted) this.#return(); }),
    ];
    this.#try();
  }

  /** Leaves for good: nothing is kept to resume by. */
  stop(): void {
    this.#ticket?.forget();
    this.#ticket = undefined;
    this.#halt();
  }

  /** False when the socket is not open: the message is then not sent, now or later. */
  send(message: FromPage): boolean {
    if (!this.#open || !this.#socket) return false;
    this.#socket.send(write(message));
    return true;
  }

  #halt(): void {
    this.#started = false;
    clearTimeout(this.#retryTimer);
    this.#unlisten.forEach((off) => off());
    this.#drop();
  }

  #try(): void {
    const { url, platform } = this.#options;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#refusal = undefined;
    let socket: WebSocket;
    try {
      socket = platform.socket(url);
    } catch (thrown) {   // a URL that is none
      this.#end(new RingdownError('signaling-lost', { message: `${url} is not an address of a gateway.`, retryable: false, cause: thrown }));
      return;
    }
    socket.onopen = this.#use(socket);
  }

  /** Speaks by this socket from now on. Returns what is to be done once it is open. */
  #use(socket: WebSocket): () => void {
    this.#socket = socket;
    const mine = () => this.#socket === socket;
    const token = this.#options.tokens.get();   // fetched while the socket opens
    token.catch((thrown: unknown) => { if (mine()) this.#failed(RingdownError.from(thrown, 'token-invalid')); });
    socket.onmessage = (event) => { if (mine()) this.#received(event.data); };
    socket.onclose = (event) => { if (mine()) this.#closed(event.code); };
    this.#silenceTimer = setTimeout(() => { if (mine()) this.#closed(0); }, WELCOME_WITHIN);
    return () => {
      token.then(async (t) => {
        const resume = await this.#resumeToken(t);
        if (mine()) socket.send(write(this.#hello(t, resume)));
      }).catch(() => undefined);   // reported above
    };
  }

  async #resumeToken(token: string): Promise<string | undefined> {
    this.#ticket ??= this.#options.ticket(token);
    return this.#ticket.take();
  }

  #hello(token: string, resume: string | undefined): FromPage {
    return {
      type: 'hello', v: PROTOCOL_VERSION, token, sdk: `ringdown/${VERSION}`, register: this.#options.register(),
      ...(resume !== undefined && { resume }),
    };
  }

  #received(frame: unknown): void {
    this.#heard();
    const message = read(frame);
    if (message === undefined || message.type === 'pong') return;
    if (message.type === 'welcome') {
      this.#greeted(message);
    } else if (!this.#open) {
      if (message.type === 'error') this.#refusal = message;
    } else if (message.type === 'error' && message.code === 'token-expired' && message.ref === undefined && !this.#tokenRefused) {
      this.#tokenRefused = true;
      this.#refreshToken();
    } else {
      this.#options.listener.message(message);
    }
  }

  #greeted(welcome: Welcome): void {
    this.#open = true;
    this.#welcomed = true;
    this.#tokenRefused = false;
    this.#attempt = 0;
    this.#ticket?.keep(welcome.resume);
    this.#heard();
    this.#planRefresh();
    this.#options.listener.welcome(welcome);
  }

  /** Any sign of life puts the next ping off. */
  #heard(): void {
    if (!this.#open) return;
    this.#trust();
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#ping(PONG_WITHIN), PING_AFTER);
  }

  #ping(within: number): void {
    clearTimeout(this.#silenceTimer);
    this.send({ type: 'ping' });
    this.#silenceTimer = setTimeout(() => this.#closed(0), within);
  }

  /** The network may have changed, or the machine slept: do not wait for a timer to find out. */
  doubt(): void {
    if (this.#retryTimer !== undefined) return this.#try();
    if (!this.#open) return;
    this.#planRefresh();   // timers sleep with the machine, tokens do not
    this.#ping(PONG_WITHIN_WHEN_DOUBTED);
    this.#challengeTimer ??= setTimeout(() => this.#challenge(), CHALLENGED_AFTER);
  }

  /** Another socket is tried beside the one that does not answer: the first that gives a sign of life is kept. */
  #challenge(): void {
    const socket = this.#challenger = this.#options.platform.socket(this.#options.url);
    socket.onopen = () => {
      if (this.#challenger !== socket) return socket.close();
      this.#challenger = undefined;
      this.#drop();
      this.#options.listener.lost();
      this.#use(socket)();
    };
  }

  #trust(): void {
    clearTimeout(this.#challengeTimer);
    this.#challengeTimer = undefined;
    this.#challenger?.close();
    this.#challenger = undefined;
  }

  /** Back from the back-forward cache, where sockets do not live. */
  #return(): void {
    this.#ticket?.reclaim();
    if (this.#open) this.#closed(0);
    else this.doubt();
  }

  #closed(code: number): void {
    const wasOpen = this.#drop();
    switch (code) {
      case CLOSE.replaced:
        return this.#end(new RingdownError('signaling-lost', {
          message: 'Another page took this page’s place.', hint: 'Use the phone there, or connect again here.', retryable: false }));
      case CLOSE.version:
        return this.#end(this.#reason('unsupported-version'));
      case CLOSE.refused:
        if (wasOpen) {
          this.#tokenRefused = false;   // it was good once: after a sleep a fresh one is in order, though one may be on its way
          this.#options.listener.lost();
        }
        return this.#refused();
      default:
        if (wasOpen) this.#options.listener.lost();
        this.#failed(new RingdownError('signaling-lost', {
          message: `No connection to ${this.#options.url}.`,
          hint: 'Is the gateway running there, and does it allow this page’s origin (http.origins)?' }));
    }
  }

  /** The token was refused: one fresh token is tried, if there can be one. */
  #refused(): void {
    const why = this.#reason('token-invalid');
    const another = why.code === 'token-invalid' || why.code === 'token-expired';
    if (!another || this.#tokenRefused || !this.#options.tokens.renewable) return this.#end(why);
    this.#tokenRefused = true;
    this.#options.tokens.renew().then(
      () => { if (this.#started && !this.#socket) this.#try(); },
      (thrown: unknown) => this.#end(RingdownError.from(thrown, 'token-invalid')));
  }

  #failed(why: RingdownError): void {
    this.#drop();
    if (!this.#started) return;
    const { platform } = this.#options;
    const delay = backoff(this.#attempt++, platform.random);
    const givesUp = !this.#welcomed && (why.code !== 'signaling-lost' || platform.now() + delay - this.#startedAt > GIVE_UP_AFTER);
    if (givesUp) return this.#end(this.#refusal ? errorOf(this.#refusal) : why);   // such as over-capacity: it may have had room later
    this.#retryTimer = setTimeout(() => this.#try(), delay);
  }

  #end(why: RingdownError): void {
    if (!this.#started) return;
    this.#halt();
    this.#options.listener.closed(why);
  }

  #reason(otherwise: 'token-invalid' | 'unsupported-version'): RingdownError {
    return this.#refusal ? errorOf(this.#refusal) : new RingdownError(otherwise);
  }

  #planRefresh(): void {
    clearTimeout(this.#tokenTimer);
    const wait = this.#options.tokens.refreshIn();
    if (wait !== undefined) this.#tokenTimer = setTimeout(() => this.#refreshToken(), Math.min(wait, 0x7fff_ffff));
  }

  #refreshToken(): void {
    const socket = this.#socket;
    const stillHere = () => this.#open && this.#socket === socket;
    this.#options.tokens.renew().then(
      (token) => {
        if (!stillHere()) return;
        this.send({ type: 'token', token });
        this.#planRefresh();
      },
      () => { if (stillHere()) this.#tokenTimer = setTimeout(() => this.#refreshToken(), 5_000); });
  }

  /** Lets the socket go, whatever it was doing. Says whether it was open. */
  #drop(): boolean {
    const wasOpen = this.#open;
    const socket = this.#socket;
    this.#open = false;
    this.#socket = undefined;
    this.#trust();
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#tokenTimer);
    socket?.close();
    return wasOpen;
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** The error that the gateway's own words make. */
export function errorOf(failure: Failure): RingdownError {
  return new RingdownError(isErrorCode(failure.code) ? failure.code : 'sip-failure', {
    message: failure.message, hint: failure.hint, retryable: failure.retryable, callId: failure.call, sip: failure.sip });
}
