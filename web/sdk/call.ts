import { type Happening, next, tone } from './callstate.js';
import { Control } from './control.js';
import { within } from './deferred.js';
import { Emitter } from './emitter.js';
import { RingdownError } from './errors.js';
import { abandon, type Exchange, type LineUp, lineUp } from './exchange.js';
import { GatewaySide } from './gatewaystats.js';
import { Keys } from './keys.js';
import { MutedTalk } from './devices/mutedtalk.js';
import { errorOf } from './link.js';
import { Meter } from './meter.js';
import { otherwise } from './locale.js';
import { dialable } from './numbers.js';
import { Presence } from './presence.js';
import { Reply } from './reply.js';
import type * as face from './ringdown.js';
import type { Circumstances } from './warnings.js';
import type { CallInfo, Ended, Failure, OfCall } from './wire.js';

const ANSWERED_WITHIN = 10_000;
const ENDED_WITHIN = 3_000;

function interrupted(): face.Warning {
  const name = 'ice-connectivity-lost';
  return { name, message: otherwise().warnings[name] ?? 'The sound is interrupted; it is being brought back.' };
}

/** A call as this page sees it. The gateway keeps the call; the page may hold its sound (`here`) or only look on. */
export class Call extends Emitter<face.CallEvents> implements face.Call {
  readonly id: string;
  readonly sipCallId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: Date;
  readonly #exchange: Exchange;
  readonly #presence: Presence;
  readonly #keys: Keys;
  readonly #control: Control;
  readonly #gatewaySide: GatewaySide;
  readonly #mutedTalk: MutedTalk;
  readonly #answer = new Reply();
  readonly #meter = new Meter({
    measure: () => this.#sounds(),
    around: () => this.#around(),
    stats: (stats) => this.emit('stats', stats),
    warning: (warning) => this.emit('warning', warning),
    cleared: (warning) => this.emit('warning-cleared', warning),
  });
  #headers: Readonly<Record<string, string>> = {};
  #state: face.CallState;
  #remote: face.Party;
  #answeredAt: Date | undefined;
  #codec: string | undefined;
  #recorded = false;
  #tone: ReturnType<typeof tone>;
  #rings = false;
  #offersVideo = false;
  #answering = false;
  #hangingUp = false;
  #elsewhere = false;     // ended because it was answered elsewhere
  #kept: (() => void)[] | undefined;

  constructor(exchange: Exchange, info: CallInfo) {
    super();
    this.#exchange = exchange;
    this.id = info.call;
    this.sipCallId = info.sipCallId;
    this.direction = info.direction;
    this.startedAt = new Date(info.startedAt);
    this.#state = info.state;
    this.#remote = info.remote;
    this.#answeredAt = info.answeredAt === undefined ? undefined : new Date(info.answeredAt);
    this.#mutedTalk = new MutedTalk(exchange.platform, exchange.devices.microphone);
    this.#gatewaySide = new GatewaySide(info.call, (message) => exchange.send(message));
    this.#presence = new Presence(exchange, info.call, info.here, {
      here: (here) => this.#moved(here),
      lost: () => this.#lost(),
      back: () => this.#back(),
      track: (event) => this.emit('track', event),
      video: (state) => this.emit('video', state),
      error: (error) => this.emit('error', error),
    });
    this.#control = new Control({
      id: info.call,
      send: (message) => exchange.send(message),
      held: (hold) => {
        this.#apply({ type: this.#control.held ? 'held' : 'unheld' });
        this.emit('hold', hold);
      },
      transfer: (progress) => this.emit('transfer', progress),
      cutOff: () => this.#cutOff(),
    });
    if (info.hold) this.#control.told(info.hold);
    this.#recorded = info.recording ?? false;
    this.#keys = new Keys({
      send: (digits, duration, gap) => this.#sendKeys(digits, duration, gap),
      sounded: (digit, duration) => {
        exchange.sounds.key(digit, duration);
        this.emit('dtmf', { digit, from: 'local' });
      },
    });
  }

  get state(): face.CallState { return this.#state; }
  get remote(): face.Party { return this.#remote; }
  get headers(): Readonly<Record<string, string>> { return this.#headers; }
  get here(): boolean { return this.#presence.here; }
  get muted(): boolean { return this.#presence.audio.muted; }
  get held(): boolean { return this.#control.local; }
  get answeredAt(): Date | undefined { return this.#answeredAt; }
  get recorded(): boolean { return this.#recorded; }
  get codec(): string | undefined { return this.#codec; }
  get localStream(): MediaStream | undefined { return this.#presence.audio.local; }
  get localVideo(): MediaStream | undefined { return this.#presence.video.local; }
  get video(): face.VideoState { return this.#presence.video.state; }
  get offersVideo(): boolean { return this.#offersVideo; }
  get remoteStream(): MediaStream | undefined { return this.#presence.audio.remote; }

  async answer(options: face.DialOptions = {}): Promise<void> {
    if (this.direction !== 'inbound' || (this.#state !== 'ringing' && this.#state !== 'early-media')) throw this.#badState('answered');
    this.#answering = true;
    this.#apply({ type: 'answering' });
    try {
      const line = await lineUp(this.#exchange, options, Promise.resolve(), { hearsFirst: false });
      await line.media.offered;
      await this.#answerWith(line, options);
    } catch (thrown) {
      this.#presence.audio.stop();
      this.#apply({ type: 'answer-failed' });
      throw thrown;
    } finally {
      this.#answering = false;
    }
  }

  reject(options: { busy?: boolean } = {}): void {
    this.#exchange.send({ type: 'reject', call: this.id, busy: options.busy ?? false });
    this.ignore();
  }

  ignore(): void {
    this.#rings = false;
    this.#soundTone();
  }

  async hangup(): Promise<void> {
    if (this.#state === 'ended') return;
    this.#hangingUp = true;
    const ended = this.once('ended');
    const told = this.#sendHangup();
    this.#presence.leave();
    if (told) {
      await within(ENDED_WITHIN, ended, () => this.#cutOff()).catch(() => this.#hungUp());
    } else {
      this.#exchange.oweHangup(this.id);
      this.#hungUp();
    }
  }

  mute(on = true): void {
    if (on === this.muted) return;
    this.#presence.audio.mute(on);
    this.emit('mute', { audio: on, video: false });
  }

  unmute(): void {
    this.mute(false);
  }

  async hold(): Promise<void> {
    this.#insistOnTalk('held');
    await this.#control.hold(true);
  }

  async unhold(): Promise<void> {
    this.#insistOnTalk('taken off hold');
    await this.#control.hold(false);
  }

  async transfer(to: string | face.Call): Promise<void> {
    this.#insistOnTalk('passed on');
    await this.#control.transfer(typeof to === 'string' ? { to: dialable(to) } : { with: to.id });
  }

  sendDTMF(digits: string, { duration = 100, gap = 70 }: { duration?: number; gap?: number } = {}): Promise<void> {
    return this.#keys.press(digits, duration, gap);
  }

  async startVideo(): Promise<void> {
    this.#insistOnTalk('seen');
    if (!this.here) throw this.#badState('seen', 'Only the page that holds the call can show its camera.');
    await this.#presence.video.start();
  }

  async shareScreen(): Promise<void> {
    this.#insistOnTalk('shown a screen');
    if (!this.here) throw this.#badState('shown a screen', 'Only the page that holds the call can show one.');
    await this.#presence.video.share(this.#exchange.platform.screen());   // at once: it must come of a click
  }

  async stopVideo(): Promise<void> {
    await this.#presence.video.stop();
  }

  async sendInfo(type: string, body: string): Promise<void> {
    if (this.#state === 'ended' || !this.here) throw this.#badState('told anything');
    await this.#exchange.ask((ref) => ({ type: 'info', ref, call: this.id, contentType: type, body }));
  }

  async record(on: boolean): Promise<void> {
    this.#insistOnTalk('recorded');
    await this.#exchange.ask((ref) => ({ type: 'record', ref, call: this.id, on }));
  }

  async pull(): Promise<void> {
    if (this.#state === 'ended' || this.unanswered || this.#presence.bringing) throw this.#badState('brought here');
    await this.#presence.pull();
  }

  async getStats(): Promise<face.CallStats> {
    const stats = await this.#presence.audio.stats();
    if (!stats) throw this.#badState('measured', 'Only the page that holds the call can measure it.');
    return stats;
  }

  async feedback(score: 1 | 2 | 3 | 4 | 5, issue?: string): Promise<void> {
    await this.#exchange.ask((ref) => ({ type: 'feedback', ref, call: this.id, score, ...(issue && { issue }) }));
  }

  attach(element: HTMLMediaElement): face.Unsubscribe {
    return this.#presence.audio.attach(element);
  }

  // What follows is the phone's business; the published types do not show it.

  /** Whether the user has been called to answer, and has not asked for silence. */
  get rings(): boolean {
    return this.#rings;
  }

  /** Whether it came in and nobody has answered it. */
  get unanswered(): boolean {
    return this.direction === 'inbound' && this.#state === 'ringing';
  }

  renewMicrophone(always?: boolean): Promise<void> {
    return this.#presence.audio.renewMicrophone(always);
  }

  renewCamera(): Promise<void> {
    return this.#presence.video.renew();
  }

  renewSound(): void {
    this.#presence.audio.renewSound();
  }

  usesMedia(m: string): boolean {
    return this.#presence.audio.media?.m === m;
  }

  /** Keeps back what happens, until `release()`. */
  keepBack(): void {
    this.#kept = [];
  }

  /** Tells what has happened, once whoever awaits the call has had time to listen. */
  release(): void {
    setTimeout(() => {
      const kept = this.#kept ?? [];
      this.#kept = undefined;
      kept.forEach((happened) => happened());
      this.#soundTone();
    });
  }

  /** Speaks over this connection; resolves when the microphone does. */
  async speak(line: LineUp, options: face.DialOptions): Promise<void> {
    if (this.#state === 'ended') throw this.#badState('spoken to');
    if (options.audioElement) this.attach(options.audioElement);
    options.signal?.addEventListener('abort', () => void this.hangup(), { once: true });
    const spoken = this.#presence.enter(line);
    if (options.video) this.#presence.video.begin(options.stream);
    await spoken;
  }

  ring(headers: Readonly<Record<string, string>>, video: boolean): void {
    this.#headers = headers;
    this.#offersVideo = video;
    this.#rings = true;
    this.#soundTone();
  }

  receive(message: OfCall): void {
    if (message.type === 'codec') this.#codec = message.name;
    else if (message.type === 'stats') this.#gatewaySide.told(message);
    else if (message.type === 'video') this.#presence.video.told(message);
    else this.#tell(() => this.#happened(message));
  }

  /** The gateway's view of the call has changed. */
  update(info: CallInfo): void {
    this.#tell(() => this.#updated(info));
  }

  /** What the gateway says of the call when the socket is back, or when this page has just come. */
  resync(info: CallInfo): void {
    if (this.#hangingUp) {   // and the gateway did not hear it
      this.#sendHangup();
      return;
    }
    if (!this.unanswered) this.#presence.resync(info);
    this.update(this.#presence.bringing ? { ...info, here: true } : info);
  }

  /** The socket is gone: what was asked will not be answered. */
  unplugged(): void {
    this.#refuse(this.#cutOff());
  }

  refused(failure: Failure): void {
    const error = errorOf(failure);
    if (!this.#refuse(error)) this.emit('error', error);
  }

  finish({ reason, by, sip, q850, durationMs }: Omit<Ended, 'type' | 'call'>): void {
    if (this.#state === 'ended') return;
    const stats = this.#presence.audio.latestStats;
    this.#elsewhere = reason === 'answered-elsewhere';
    this.#kept = undefined;
    this.#presence.leave();
    this.#exchange.ended(this);
    this.#apply({ type: 'ended' });
    const over = this.#badState('reached');
    this.#control.ended(reason === 'transferred', over);
    this.#refuse(over);
    if (reason === 'busy' && this.here) this.#exchange.sounds.busy();
    this.emit('ended', {
      reason, by, durationMs, ...(sip && { sip }), ...(q850 !== undefined && { q850 }), ...(stats && { stats }) });
  }

  async #answerWith(line: LineUp, options: face.DialOptions): Promise<void> {
    const { media } = line;
    const possible = this.#state !== 'ended';
    if (!possible || !media.open() || !this.#exchange.send({ type: 'answer', call: this.id, m: media.m })) {
      abandon(this.#exchange, line);
      throw possible ? this.#cutOff() : this.#badState('answered');
    }
    const answered = this.#answer.expect(ANSWERED_WITHIN, () => this.#cutOff());
    answered.catch(() => undefined);
    try {
      await this.speak(line, options);
    } catch (thrown) {   // answered, and then no microphone
      void this.hangup();
      throw thrown;
    }
    await answered;
  }

  async #sounds(): Promise<face.CallStats | undefined> {
    this.#gatewaySide.want(this.hears('stats') ? this.#presence.audio.media?.m : undefined);
    const stats = await this.#presence.audio.stats();
    const gateway = this.#gatewaySide.latest;
    return stats && { ...stats, ...(gateway && { gateway }) };
  }

  #around(): Circumstances {
    const { muted, measured, hasMicrophone } = this.#presence.audio;
    this.#mutedTalk.listen(muted && hasMicrophone && this.hears('warning'));
    return { active: this.#state === 'active', muted, talking: this.#mutedTalk.heard(), measured };
  }

  #insistOnTalk(done: string): void {
    if (this.#state !== 'active' && this.#state !== 'held') throw this.#badState(done);
  }

  #sendHangup(): boolean {
    return this.#exchange.send(this.unanswered ? { type: 'reject', call: this.id, busy: false } : { type: 'hangup', call: this.id });
  }

  #sendKeys(digits: string, duration: number, gap: number): void {
    if (this.#state === 'ended' || !this.here) throw this.#badState('sent keys');
    if (!this.#exchange.send({ type: 'dtmf', call: this.id, digits, duration, gap })) throw this.#cutOff();
  }

  #tell(happened: () => void): void {
    if (this.#kept) this.#kept.push(happened);
    else happened();
  }

  #happened(message: Exclude<OfCall, { type: 'codec' | 'video' }>): void {
    switch (message.type) {
      case 'ringing':
        this.#apply({ type: message.early ? 'early-media' : 'ringing' });
        return this.emit('ringing', { earlyMedia: message.early });
      case 'answered': return this.#answered();
      case 'pulled': return this.#presence.pulled(this.#state === 'reconnecting');
      case 'dtmf': return this.emit('dtmf', { digit: message.digit, from: 'remote' });
      case 'info': return this.emit('info', { type: message.contentType, body: message.body });
      case 'recording': return this.#recording(message.on);
      case 'hold': return this.#control.told({ local: message.local, remote: message.remote });
      case 'transfer': return this.#control.progress(message);
      case 'ended': return this.finish(message);
    }
  }

  #answered(at = this.#exchange.platform.now()): void {
    const before = this.#state;
    if (before === 'ended') return;
    this.#answeredAt ??= new Date(at);
    this.#presence.moved(true);
    this.#apply({ type: 'answered' });
    if (this.#control.held) this.#apply({ type: 'held' });
    this.#answer.resolve();
    if (this.#state !== before) this.emit('answered', undefined);
  }

  #updated(info: CallInfo): void {
    if (this.#state === 'ended') return;
    if (JSON.stringify(info.remote) !== JSON.stringify(this.#remote)) {
      this.#remote = info.remote;
      this.emit('remote', info.remote);
    }
    this.#control.told(info.hold ?? { local: false, remote: false });
    this.#recording(info.recording ?? false);
    if (info.here) {
      this.#presence.moved(true);
      if (info.state === 'active' || info.state === 'held') this.#answered(info.answeredAt);
    } else if (!this.#presence.bringing && !this.#answering) {
      this.#presence.moved(false);
      if (info.answeredAt !== undefined) this.#answeredAt = new Date(info.answeredAt);
      this.#apply({ type: 'seen', state: info.state });
    }
  }

  #recording(on: boolean): void {
    if (on === this.#recorded) return;
    this.#recorded = on;
    this.emit('recording', on);
  }

  #lost(): void {
    this.#apply({ type: 'media-lost' });
    this.emit('reconnecting', new RingdownError('ice-failed', { callId: this.id, message: 'The sound is interrupted.' }));
    this.emit('warning', interrupted());
  }

  #back(): void {
    this.#apply({ type: 'media-back' });
    if (this.#control.held) this.#apply({ type: 'held' });
    this.emit('warning-cleared', interrupted());
    this.emit('reconnected', undefined);
  }

  #moved(here: boolean): void {
    this.#soundTone();
    this.#measure();
    this.emit('here', here);
  }

  #hungUp(): void {
    const since = this.#answeredAt?.getTime();
    this.finish({ reason: 'hangup', by: 'local', durationMs: since === undefined ? 0 : this.#exchange.platform.now() - since });
  }

  #apply(happening: Happening): void {
    const state = next(this.#state, happening);
    if (state === this.#state) return;
    this.#state = state;
    this.#soundTone();
    this.#measure();
    this.emit('state', state);
  }

  #measure(): void {
    const talks = this.here && (this.#state === 'active' || this.#state === 'held');
    this.#meter.run(talks);
    if (!talks) this.#mutedTalk.listen(false);
  }

  #soundTone(): void {
    const wanted = this.#kept ? undefined : tone({
      state: this.#state, direction: this.direction, here: this.here, rings: this.#rings, busy: this.#exchange.busyBeside(this) });
    if (wanted === this.#tone) return;
    if (this.#tone) this.#exchange.sounds.stop(this.#tone, this);
    if (wanted) this.#exchange.sounds.start(wanted, this);
    this.#tone = wanted;
  }

  #refuse(error: RingdownError): boolean {
    const answer = this.#answer.reject(error);
    const pull = this.#presence.refuse(error);
    const control = this.#control.refuse(error);
    return answer || pull || control;
  }

  #cutOff(): RingdownError {
    return new RingdownError('signaling-lost', { callId: this.id });
  }

  #badState(done: string, hint?: string): RingdownError {
    if (this.#elsewhere) return new RingdownError('answered-elsewhere', { callId: this.id });
    return new RingdownError('bad-state', { callId: this.id, message: `The call is ${this.#state} and cannot be ${done}.`, hint });
  }
}
