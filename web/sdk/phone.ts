import { gateway, socketUrl } from './address.js';
import { Call } from './call.js';
import { Deferred, orAborted, within } from './deferred.js';
import { Emitter } from './emitter.js';
import { RingdownError } from './errors.js';
import { abandon, type Exchange, type LineUp, lineUp } from './exchange.js';
import { errorOf, Link } from './link.js';
import { Media } from './media.js';
import { dialable } from './numbers.js';
import { browser, type Platform } from './platform.js';
import { resumeName, ResumeTicket } from './resume.js';
import type * as face from './ringdown.js';
import { takeSlot } from './slots.js';
import { Sounds } from './sounds.js';
import { Spare } from './spare.js';
import { Tokens } from './tokens.js';
import { VERSION } from './version.js';
import type { Calling, CallInfo, Failure, FromGateway, Incoming, Welcome } from './wire.js';

/** How long a call waits for a socket that is coming back. */
const ONLINE_WITHIN = 10_000;

/** What only our own elements say: how a phone is found again after a reload, when there are several in a page. */
export interface Inside { readonly platform?: Platform; readonly name?: string }

/** A user's phone on this page: one socket to the gateway, and the calls that come and go over it. */
export class Phone extends Emitter<face.PhoneEvents> implements face.Phone {
  static readonly version: string = VERSION;

  readonly #options: face.PhoneOptions;
  readonly #platform: Platform;
  readonly #name: string;
  readonly #url: string;
  readonly #link: Link;
  readonly #exchange: Exchange;
  readonly #spare: Spare;
  readonly #media = new Map<string, Media>();
  readonly #calls = new Map<string, Call>();
  readonly #dials = new Map<string, Deferred<Calling>>();
  readonly #owedHangups = new Set<string>();
  readonly #mediaPrefix: string;
  #freeSlot: (() => void) | undefined;
  #registers: boolean;
  #state: face.PhoneState = 'offline';
  #identity: string | null = null;
  #page: string | undefined;
  #iceServers: RTCIceServer[] = [];
  #connecting: Deferred<void> | undefined;
  #names = 0;
  #destroyed = false;

  constructor(options: face.PhoneOptions, { platform = browser(), name = '' }: Inside = {}) {
    super();
    this.#options = options;
    this.#platform = platform;
    this.#name = name;
    this.#url = socketUrl(options.url ?? gateway());
    this.#registers = options.register ?? true;
    this.#mediaPrefix = Math.floor(platform.random() * 0x1_0000_0000).toString(36);   // another than before a reload
    this.#link = new Link({
      url: this.#url,
      tokens: new Tokens(options.token, platform.now),
      register: () => this.#registers,
      ticket: (token) => this.#ticket(token),
      platform,
      listener: {
        welcome: (welcome) => this.#welcomed(welcome),
        message: (message) => this.#received(message),
        lost: () => this.#lost(),
        closed: (why) => this.#closed(why),
      },
    });
    const sounds = new Sounds(platform, options.sounds ?? {});
    this.#spare = new Spare(() => this.#newMedia(), (media) => this.#exchange.letGo(media));
    this.#exchange = this.#makeExchange(sounds);
  }

  static isSupported(): boolean {
    return browser().supported;
  }

  get state(): face.PhoneState { return this.#state; }
  get identity(): string | null { return this.#identity; }
  get calls(): readonly Call[] { return [...this.#calls.values()]; }

  connect(): Promise<void> {
    if (this.#destroyed) return Promise.reject(new RingdownError('bad-state', { message: 'This phone was destroyed.', hint: 'Make a new one.' }));
    if (!this.#platform.supported) return Promise.reject(new RingdownError('unsupported-browser'));
    if (this.#link.open) return Promise.resolve();
    const connecting = this.#connecting ??= new Deferred();
    if (this.#state === 'offline') {
      this.#become('connecting');
      this.#link.start();
    }
    return connecting.promise;
  }

  async register(): Promise<void> {
    this.#registers = true;
    await this.connect();
    this.#sayRegister();
  }

  unregister(): Promise<void> {
    this.#registers = false;
    if (this.#link.open) this.#sayRegister();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#spare.drop();
    await Promise.all(this.calls.filter((call) => call.here).map((call) => call.hangup()));
    this.#link.stop();
    this.#freeSlot?.();
    this.#offline(new RingdownError('bad-state', { message: 'This phone was destroyed.' }));
    this.#exchange.sounds.close();
    this.emit('destroyed', undefined);
  }

  async call(to: string, options: face.DialOptions = {}): Promise<Call> {
    options.signal?.throwIfAborted();
    const number = dialable(to);
    const line = await lineUp(this.#exchange, options, within(ONLINE_WITHIN, this.connect(), () => new RingdownError('signaling-lost')));
    const calling = this.#dial(number, line, options);
    try {
      const call = this.#dialed(await orAborted(calling.promise, options.signal));
      await this.#speak(call, line, options);
      return call;
    } catch (thrown) {
      abandon(this.#exchange, line);
      calling.promise.then(({ call }) => this.#unwanted(call), () => undefined);   // accepted all the same
      throw thrown;
    }
  }

  async prepare(): Promise<void> {
    await this.connect();
    await this.#spare.warm();
  }

  #dial(to: string, { media }: LineUp, { headers, context, ringTimeout }: face.DialOptions): Deferred<Calling> {
    const ref = String(++this.#names);
    const calling = new Deferred<Calling>();
    const sent = media.open() && this.#link.send({
      type: 'call', ref, to, m: media.m,
      ...(headers && { headers }), ...(context && { context }), ...(ringTimeout !== undefined && { ringTimeout }),
    });
    if (sent) this.#dials.set(ref, calling);
    else calling.reject(new RingdownError('signaling-lost'));
    return calling;
  }

  #dialed({ call, sipCallId, remote }: Calling): Call {
    return this.#calls.get(call) ?? this.#add({
      call, sipCallId, remote, direction: 'outbound', state: 'connecting', startedAt: this.#platform.now(), here: true });
  }

  /** The call has been accepted; it is handed out when the microphone is there too, so that its refusal is a refusal of the call. */
  async #speak(call: Call, line: LineUp, options: face.DialOptions): Promise<void> {
    await call.dialed(line, options);
    call.release();
  }

  #unwanted(id: string): void {
    const call = this.#calls.get(id);
    if (call) void call.hangup();
    else this.#link.send({ type: 'hangup', call: id });
  }

  #makeExchange(sounds: Sounds): Exchange {
    const phone = this as Phone;
    return {
      platform: this.#platform,
      sounds,
      get online() {
        return phone.#link.open;
      },
      busyBeside: (call) => this.calls.some((other) => other !== call && other.here && other.state !== 'ended'),
      send: (message) => this.#link.send(message),
      takeMedia: () => this.#spare.take() ?? this.#newMedia(),
      letGo: (media) => {
        this.#media.delete(media.m);
        media.close();
      },
      microphone: () => this.#platform.microphone(this.#options.audio ?? true),
      ended: (call) => this.#calls.delete(call.id),
      oweHangup: (call) => this.#owedHangups.add(call),
      log: (level, msg, callId, data) => this.#options.logger?.({
        t: this.#platform.now(), level, msg, ...(callId !== undefined && { callId }), ...(data !== undefined && { data }) }),
    };
  }

  #newMedia(): Media {
    const { iceTransportPolicy } = this.#options;
    const media = new Media(
      `${this.#mediaPrefix}.${++this.#names}`,
      { iceServers: this.#iceServers, ...(iceTransportPolicy && { iceTransportPolicy }) },
      this.#platform,
      (message) => this.#link.send(message));
    this.#media.set(media.m, media);
    return media;
  }

  #ticket(token: string): ResumeTicket {
    this.#freeSlot?.();
    const slot = takeSlot(resumeName(this.#url, Tokens.owner(token), this.#name));
    this.#freeSlot = () => slot.free();
    return new ResumeTicket(slot.key, this.#platform);
  }

  #welcomed(welcome: Welcome): void {
    const resumed = welcome.page === this.#page;
    this.#page = welcome.page;
    this.#identity = welcome.user;
    this.#iceServers = [...(welcome.iceServers ?? [])];
    this.#become(this.#registers ? 'registered' : 'online');
    const infos = welcome.calls ?? [];
    const known = new Set(infos.map((info) => info.call));
    for (const call of this.calls) {
      if (!known.has(call.id)) call.finish({ reason: 'network-lost', by: 'system', durationMs: 0 });
    }
    for (const info of infos) this.#found(info, resumed);
    this.#connecting?.resolve();
    this.#connecting = undefined;
  }

  /** A call that the gateway has for this user at a welcome. */
  #found(info: CallInfo, resumed: boolean): void {
    if (this.#owedHangups.delete(info.call)) {
      this.#link.send({ type: 'hangup', call: info.call });
      return;
    }
    const known = this.#calls.get(info.call);
    const call = known ?? this.#add(info);
    call.resync(info, resumed);
    if (!known && this.#registers && info.direction === 'inbound' && info.state === 'ringing') this.#ring(call, {});
  }

  #received(message: Exclude<FromGateway, Welcome | { type: 'pong' }>): void {
    switch (message.type) {
      case 'calling': return this.#take(message.ref)?.resolve(message);
      case 'incoming': return this.#incoming(message);
      case 'media.answer': return this.#answer(message.m, message.answer);
      case 'call.update': return this.#updated(message.call);
      case 'error': return this.#refused(message);
      default: return this.#calls.get(message.call)?.receive(message);
    }
  }

  #take(ref: string): Deferred<Calling> | undefined {
    const dial = this.#dials.get(ref);
    this.#dials.delete(ref);
    return dial;
  }

  #incoming({ call, sipCallId, remote, headers = {} }: Incoming): void {
    const known = this.#calls.get(call);
    if (known) return known.ring(headers);   // told already, by the welcome
    this.#ring(this.#add({
      call, sipCallId, remote, direction: 'inbound', state: 'ringing', startedAt: this.#platform.now(), here: false }), headers);
  }

  #ring(call: Call, headers: Readonly<Record<string, string>>): void {
    call.ring(headers);
    if (this.#platform.visible) this.prepare().catch(() => undefined);   // intent enough: the next click may be "answer"
    this.emit('incoming', call);
  }

  #answer(m: string, sdp: string): void {
    this.#media.get(m)?.answer(sdp).catch((thrown: unknown) => {
      this.#exchange.log('error', 'the gateway’s answer cannot be used', undefined, thrown);
      this.emit('error', new RingdownError('ice-failed', { message: 'The gateway’s answer cannot be used.', cause: thrown }));
    });
  }

  #updated(info: CallInfo): void {
    const known = this.#calls.get(info.call);
    if (known) known.update(info);
    else this.#add(info);
  }

  #refused(failure: Failure): void {
    const dial = failure.ref === undefined ? undefined : this.#take(failure.ref);
    const call = this.#callOf(failure);
    if (dial) dial.reject(errorOf(failure));
    else if (call) call.refused(failure);
    else if (failure.m !== undefined && this.#spare.is(failure.m)) this.#spare.drop();
    else this.emit('error', errorOf(failure));
  }

  #callOf({ call, m }: Failure): Call | undefined {
    return call !== undefined ? this.#calls.get(call) : m === undefined ? undefined : this.calls.find((c) => c.usesMedia(m));
  }

  #add(info: CallInfo): Call {
    const call = new Call(this.#exchange, info);
    this.#calls.set(call.id, call);
    this.emit('call', call);
    return call;
  }

  #lost(): void {
    this.#spare.drop();
    this.#refuseDials(new RingdownError('signaling-lost'));
    this.#become('reconnecting');
    this.calls.forEach((call) => call.unplugged());
  }

  #closed(why: RingdownError): void {
    const asked = this.#connecting !== undefined;
    this.#offline(why);
    if (!asked) this.emit('error', why);
  }

  /** Calls that spoke here go on at the gateway, for another page or until its patience ends; this one has lost them. */
  #offline(why: RingdownError): void {
    this.#spare.drop();
    this.#refuseDials(why);
    this.calls.forEach((call) => call.finish({ reason: 'network-lost', by: 'system', durationMs: 0 }));
    this.#become('offline');
    this.#connecting?.reject(why);
    this.#connecting = undefined;
  }

  #refuseDials(why: RingdownError): void {
    const dials = [...this.#dials.values()];
    this.#dials.clear();
    dials.forEach((dial) => dial.reject(why));
  }

  #sayRegister(): void {
    this.#link.send({ type: 'register', on: this.#registers });
    this.#become(this.#registers ? 'registered' : 'online');
  }

  #become(state: face.PhoneState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.emit('state', state);
  }
}
