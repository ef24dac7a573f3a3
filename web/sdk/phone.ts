import { gateway, socketUrl } from './address.js';
import { Asks } from './asks.js';
import { Call } from './call.js';
import { encoding } from './codec.js';
import { meet, roomOf } from './conference.js';
import { Connections } from './connections.js';
import { Devices } from './devices/devices.js';
import { Deferred, orAborted, within } from './deferred.js';
import { Emitter } from './emitter.js';
import { RingdownError } from './errors.js';
import { abandon, type Exchange, type LineUp, lineUp } from './exchange.js';
import { errorOf, Link } from './link.js';
import { speakIn } from './locale.js';
import { dialable } from './numbers.js';
import { browser, type Platform } from './platform.js';
import { Preflight } from './preflight/preflight.js';
import { Push } from './push.js';
import { resumeName, ResumeTicket } from './resume.js';
import type * as face from './ringdown.js';
import { takeSlot } from './slots.js';
import { Sounds } from './sounds.js';
import { Tokens } from './tokens.js';
import { VERSION } from './version.js';
import type { Calling, CallInfo, Failure, FromGateway, Incoming, Welcome } from './wire.js';

/** How long a call waits for a socket that is coming back. */
const ONLINE_WITHIN = 10_000;

/** How long after a welcome a call that rings is told anew. */
const TOLD_AGAIN_WITHIN = 1_000;

const SILENT = { ringtone: false, ringback: false, busy: false, dtmf: false, waiting: false } as const;

/** What only we ourselves say: how a phone is found again after a reload, when there are several in a page, and that it only looks whether calls work. */
export interface Inside { readonly platform?: Platform; readonly name?: string; readonly check?: boolean }

/** A user's phone on this page: one socket to the gateway, and the calls that come and go over it. */
export class Phone extends Emitter<face.PhoneEvents> implements face.Phone {
  static readonly version: string = VERSION;

  readonly #options: face.PhoneOptions;
  readonly #platform: Platform;
  readonly #name: string;
  readonly #check: boolean;
  readonly #url: string;
  readonly #link: Link;
  readonly #exchange: Exchange;
  readonly #connections: Connections;
  readonly #devices: Devices;
  readonly #calls = new Map<string, Call>();
  readonly #dials = new Map<string, Deferred<Call>>();
  readonly #asks = new Asks((message) => this.#link.send(message));
  readonly #owedHangups = new Set<string>();
  readonly #push: Push;
  #freeSlot: (() => void) | undefined;
  #registers: boolean;
  #state: face.PhoneState = 'offline';
  #identity: string | null = null;
  #connecting: Deferred<void> | undefined;
  #dialled = 0;
  #destroyed = false;
  dnd = false;

  constructor(options: face.PhoneOptions, { platform = browser(), name = '', check = false }: Inside = {}) {
    super();
    if (options.locale !== undefined) speakIn(options.locale);
    this.#options = options;
    this.#platform = platform;
    this.#name = name;
    this.#check = check;
    this.#url = socketUrl(options.url ?? gateway());
    this.#registers = options.register ?? true;
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
    this.#push = new Push(platform.push, (message) => this.#asks.ask(message));
    this.#devices = this.#makeDevices();
    this.#exchange = this.#makeExchange(new Sounds(platform, options.sounds ?? {}, this.#devices));
    this.#connections = new Connections({
      platform,
      policy: options.iceTransportPolicy,
      send: (message) => this.#link.send(message),
      log: this.#exchange.log,
      unusable: (cause) => this.emit('error', new RingdownError('ice-failed', { message: 'The gateway’s answer cannot be used.', cause })),
    });
  }

  static isSupported(): boolean {
    return browser().supported;
  }

  static async preflight(options: face.PreflightOptions, { platform = browser() }: Inside = {}): Promise<face.PreflightReport> {
    const phone = new Phone({ ...options, register: false, sounds: SILENT }, { platform, name: 'preflight', check: true });
    return new Preflight({
      gateway: new URL(phone.#url).host,
      connect: () => phone.connect(),
      reaches: (way) => phone.#connections.reaches(way),
      microphone: () => phone.#devices.microphone.stream(),
      speakers: () => phone.audio.outputs(),
      call: (to, how) => phone.call(to, how),
      destroy: () => phone.destroy(),
    }, platform, options).run();
  }

  get state(): face.PhoneState { return this.#state; }
  get identity(): string | null { return this.#identity; }
  get audio(): face.AudioManager { return this.#devices; }
  get calls(): readonly Call[] { return [...this.#calls.values()]; }

  /** Whether enablePush() has a chance: for our own phone, which offers nothing in vain. */
  get canPush(): boolean { return this.#push.possible; }

  connect(): Promise<void> {
    if (this.#destroyed) return Promise.reject(new RingdownError('bad-state', { message: 'This phone was destroyed.', hint: 'Make a new one.' }));
    if (!this.#platform.supported) return Promise.reject(new RingdownError('unsupported-browser'));
    if (this.#link.open) return Promise.resolve();
    const connecting = this.#connecting ??= new Deferred();
    if (this.#state === 'offline') {
      this.#become('connecting');
      this.#devices.watch();
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
    this.#connections.spare.drop();
    await Promise.all(this.calls.filter((call) => call.here).map((call) => call.hangup()));
    this.#link.stop();
    this.#freeSlot?.();
    this.#offline(new RingdownError('bad-state', { message: 'This phone was destroyed.' }));
    this.#exchange.sounds.close();
    this.#devices.close();
    this.emit('destroyed', undefined);
  }

  async call(to: string, options: face.DialOptions = {}): Promise<Call> {
    options.signal?.throwIfAborted();
    const number = dialable(to);
    const ahead = this.#mayGoAhead(options) ? this.#dial(number, this.#connections.next(options.video ?? false), options, true) : undefined;
    const online = within(ONLINE_WITHIN, this.connect(), () => new RingdownError('signaling-lost'));
    const line = await lineUp(this.#exchange, options, online, { hearsFirst: true })
      .catch((thrown: unknown) => {
        ahead?.promise.then(unwanted, () => undefined);
        throw thrown;
      });
    const calling = ahead ?? this.#dial(number, line.media.m, options, !line.media.open());
    try {
      const [call] = await orAborted(Promise.all([calling.promise, this.#follow(line)]), options.signal);
      await call.speak(line, options);   // so that a microphone that fails late still refuses the call
      call.release();
      return call;
    } catch (thrown) {
      abandon(this.#exchange, line);
      calling.promise.then(unwanted, () => undefined);   // accepted all the same
      throw thrown;
    }
  }

  async prepare(): Promise<void> {
    await this.connect();
    await this.#connections.spare.warm();
  }

  async conference(...calls: Call[]): Promise<void> {
    await this.connect();
    await meet(calls, roomOf(this.#identity ?? '', this.#platform.random), (room) => this.call(room));
  }

  async message(to: string, body: string): Promise<void> {
    const address = dialable(to);
    await within(ONLINE_WITHIN, this.connect(), () => new RingdownError('signaling-lost'));
    await this.#asks.ask((ref) => ({ type: 'message', ref, to: address, body }));
  }

  async enablePush(worker?: ServiceWorkerRegistration): Promise<void> {
    await this.connect();
    await this.#push.enable(worker);
  }

  async disablePush(worker?: ServiceWorkerRegistration): Promise<void> {
    await this.connect();
    await this.#push.disable(worker);
  }

  /** Whether the far end may be called although there is nothing yet to speak by: it is certain to come. */
  #mayGoAhead({ stream }: face.DialOptions): boolean {
    return this.#link.open && (stream !== undefined || this.#platform.microphoneWasSure);
  }

  /** @param ahead whether the call leaves before its connection is opened, so that the gateway has to be told what that one can do */
  #dial(to: string, m: string, { headers, context, ringTimeout, video }: face.DialOptions, ahead: boolean): Deferred<Call> {
    const ref = String(++this.#dialled);
    const calling = new Deferred<Call>();
    const sent = this.#link.send({
      type: 'call', ref, to, m, ...(ahead && { codecs: this.#promised(video ?? false) }),
      ...(headers && { headers }), ...(context && { context }), ...(ringTimeout !== undefined && { ringTimeout }), ...(this.#check && { check: true }),
    });
    if (sent) this.#dials.set(ref, calling);
    else calling.reject(new RingdownError('signaling-lost'));
    return calling;
  }

  #promised(video: boolean): string[] {
    const codecs = [...this.#platform.audioCodecs(), ...(video ? this.#platform.videoCodecs() : [])];
    return [...new Set(codecs.map(encoding))];
  }

  /** The offer of a call that went ahead of it. */
  async #follow({ media }: LineUp): Promise<void> {
    await media.offered;
    if (!media.open()) throw new RingdownError('signaling-lost');
  }

  #makeDevices(): Devices {
    const phone = this as Phone;
    return new Devices(this.#platform, this.#options, {
      get calls() {
        return phone.calls;
      },
      changed: (devices) => this.emit('devices', devices),
      error: (error) => this.emit('error', error),
      beep: () => this.#exchange.sounds.beep(),
      unlock: () => this.#exchange.sounds.unlock(),
    });
  }

  #makeExchange(sounds: Sounds): Exchange {
    const phone = this as Phone;
    return {
      platform: this.#platform,
      sounds,
      get online() {
        return phone.#link.open;
      },
      doubt: () => this.#link.doubt(),
      busyBeside: (call) => this.calls.some((other) => other !== call && other.here && other.state !== 'ended'),
      send: (message) => this.#link.send(message),
      ask: (message) => this.#asks.ask(message),
      takeMedia: (video) => this.#connections.take(video),
      letGo: (media) => this.#connections.letGo(media),
      devices: this.#devices,
      ended: (call) => this.#calls.delete(call.id),
      oweHangup: (call) => this.#owedHangups.add(call),
      log: (level, msg, callId, data) => this.#options.logger?.({
        t: this.#platform.now(), level, msg, ...(callId !== undefined && { callId }), ...(data !== undefined && { data }) }),
    };
  }

  #ticket(token: string): ResumeTicket {
    this.#freeSlot?.();
    const slot = takeSlot(resumeName(this.#url, Tokens.owner(token), this.#name));
    this.#freeSlot = () => slot.free();
    return new ResumeTicket(slot.key, this.#platform);
  }

  #welcomed(welcome: Welcome): void {
    this.#identity = welcome.user;
    this.#connections.relays(welcome.iceServers ?? []);
    this.#become(this.#registers ? 'registered' : 'online');
    void this.#platform.microphoneIsSure();   // so that it is known when somebody clicks
    const infos = welcome.calls ?? [];
    const known = new Set(infos.map((info) => info.call));
    for (const call of this.calls) {
      if (!known.has(call.id)) this.#missing(call);
    }
    for (const info of infos) this.#found(info);
    this.#connecting?.resolve();
    this.#connecting = undefined;
  }

  /** A call that was here before the socket was lost. One that still rings is not in the welcome; it is told again right after. */
  #missing(call: Call): void {
    const end = () => call.finish({ reason: 'network-lost', by: 'system', durationMs: 0 });
    if (!call.unanswered) return end();
    call.ignore();
    setTimeout(() => { if (!call.rings) end(); }, TOLD_AGAIN_WITHIN);
  }

  /** A call that the gateway has for this user at a welcome. */
  #found(info: CallInfo): void {
    if (this.#owedHangups.delete(info.call)) {
      this.#link.send({ type: 'hangup', call: info.call });
      return;
    }
    const known = this.#calls.get(info.call);
    const call = known ?? this.#add(info);
    call.resync(info);
    if (!known && this.#registers && info.direction === 'inbound' && info.state === 'ringing') this.#ring(call, {}, false);
  }

  #received(message: Exclude<FromGateway, Welcome | { type: 'pong' }>): void {
    switch (message.type) {
      case 'calling': return this.#accepted(message);
      case 'incoming': return this.#incoming(message);
      case 'ice-servers': return this.#connections.relays(message.iceServers);
      case 'media.answer': return this.#connections.answered(message.m, message.answer);
      case 'call.update': return this.#updated(message.call);
      case 'error': return this.#refused(message);
      case 'push': return this.#push.keyed(message.key);
      case 'done': return this.#asks.done(message.ref);
      case 'message': return this.emit('message', { from: message.from, body: message.body });
      case 'voicemail': return this.emit('voicemail', { waiting: message.waiting, count: message.count });
      case 'codec':
        this.#connections.select(message);
        return this.#calls.get(message.call)?.receive(message);
      default: return this.#calls.get(message.call)?.receive(message);
    }
  }

  /** What happens to the call is kept back until whoever has dialled can listen. */
  #accepted({ ref, call, sipCallId, remote }: Calling): void {
    const made = this.#calls.get(call) ?? this.#add({
      call, sipCallId, remote, direction: 'outbound', state: 'connecting', startedAt: this.#platform.now(), here: true });
    made.keepBack();
    this.#take(ref)?.resolve(made);
  }

  #take(ref: string): Deferred<Call> | undefined {
    const dial = this.#dials.get(ref);
    this.#dials.delete(ref);
    return dial;
  }

  #incoming({ call, sipCallId, remote, headers = {}, video = false }: Incoming): void {
    const known = this.#calls.get(call);
    if (known) return known.ring(headers, video);   // told already, by the welcome
    this.#ring(this.#add({
      call, sipCallId, remote, direction: 'inbound', state: 'ringing', startedAt: this.#platform.now(), here: false }), headers, video);
  }

  #ring(call: Call, headers: Readonly<Record<string, string>>, video: boolean): void {
    if (this.dnd) return call.reject({ busy: true });
    call.ring(headers, video);
    if (this.#platform.visible) this.prepare().catch(() => undefined);   // intent enough: the next click may be "answer"
    this.emit('incoming', call);
  }

  #updated(info: CallInfo): void {
    const known = this.#calls.get(info.call);
    if (known) known.update(info);
    else this.#add(info);
  }

  #refused(failure: Failure): void {
    if (this.#asks.refused(failure)) return;
    const dial = failure.ref === undefined ? undefined : this.#take(failure.ref);
    const call = this.#callOf(failure);
    const general = failure.ref === undefined && failure.call === undefined && failure.m === undefined;
    if (dial) dial.reject(errorOf(failure));
    else if (call) call.refused(failure);
    else if (failure.m !== undefined && this.#connections.spare.is(failure.m)) this.#connections.spare.drop();
    else if (general) this.emit('error', errorOf(failure));
    else this.#exchange.log('debug', 'refused, but over here already', failure.call, failure);   // both ends hung up at once
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
    this.#connections.spare.drop();
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
    this.#connections.spare.drop();
    this.#refuseDials(why);
    this.calls.forEach((call) => call.finish({ reason: 'network-lost', by: 'system', durationMs: 0 }));
    this.#become('offline');
    this.#connecting?.reject(why);
    this.#connecting = undefined;
  }

  #refuseDials(why: RingdownError): void {
    this.#asks.lost(why);
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

function unwanted(call: Call): void {
  call.release();
  void call.hangup();
}
