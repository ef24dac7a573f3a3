import { CallAudio } from './callaudio.js';
import { type Happening, next, tone } from './callstate.js';
import { within } from './deferred.js';
import { Emitter } from './emitter.js';
import { RingdownError } from './errors.js';
import { abandon, type Exchange, type LineUp, lineUp, type Source, stopTracks } from './exchange.js';
import { Keys } from './keys.js';
import { errorOf } from './link.js';
import { Recovery } from './recovery.js';
import { Replies } from './replies.js';
import type * as face from './ringdown.js';
import type { CallInfo, Ended, Failure, OfCall } from './wire.js';

const REPLY_WITHIN = 10_000;
const ENDED_WITHIN = 3_000;
const GRACE = 1_000;   // a connection called 'disconnected' is often back within a second

/** A call as this page sees it. The gateway keeps the call; the page may hold its sound (`here`) or only look on. */
export class Call extends Emitter<face.CallEvents> implements face.Call {
  readonly id: string;
  readonly sipCallId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: Date;
  readonly #exchange: Exchange;
  readonly #audio: CallAudio;
  readonly #recovery = new Recovery({ restart: () => this.#restart(), replace: () => this.#bringBack() });
  readonly #replies = new Replies<'answered' | 'pulled'>();
  readonly #keys: Keys;
  #headers: Readonly<Record<string, string>> = {};
  #state: face.CallState;
  #remote: face.Party;
  #here: boolean;
  #answeredAt: Date | undefined;
  #codec: string | undefined;
  #tone: ReturnType<typeof tone>;
  #rings = false;
  #answering = false;
  #bringing = false;      // a pull is on its way
  #lost = false;          // told 'reconnecting', and not yet 'reconnected'
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
    this.#here = info.here;
    this.#answeredAt = info.answeredAt === undefined ? undefined : new Date(info.answeredAt);
    this.#audio = new CallAudio(exchange, {
      connected: () => this.#connected(),
      lost: (failed) => this.#recovery.begin(failed ? 0 : GRACE),
      track: (event) => this.emit('track', event),
      error: (error) => this.emit('error', error),
    });
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
  get here(): boolean { return this.#here; }
  get muted(): boolean { return this.#audio.muted; }
  get answeredAt(): Date | undefined { return this.#answeredAt; }
  get codec(): string | undefined { return this.#codec; }
  get localStream(): MediaStream | undefined { return this.#audio.local; }
  get remoteStream(): MediaStream | undefined { return this.#audio.remote; }

  async answer(options: face.DialOptions = {}): Promise<void> {
    if (this.direction !== 'inbound' || (this.#state !== 'ringing' && this.#state !== 'early-media')) throw this.#badState('answered');
    this.#answering = true;
    this.#apply({ type: 'answering' });
    try {
      const line = await lineUp(this.#exchange, options, Promise.resolve());
      await this.#answerWith(line, options);
    } catch (thrown) {
      this.#audio.stop();
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
    const ended = this.once('ended');
    const told = this.#exchange.send(this.#unanswered()
      ? { type: 'reject', call: this.id, busy: false }
      : { type: 'hangup', call: this.id });
    this.#audio.stop();
    if (told) {
      await within(ENDED_WITHIN, ended, () => new RingdownError('signaling-lost')).catch(() => this.#hungUp());
    } else {
      this.#exchange.oweHangup(this.id);
      this.#hungUp();
    }
  }

  mute(on = true): void {
    if (on === this.muted) return;
    this.#audio.mute(on);
    this.emit('mute', { audio: on, video: false });
  }

  unmute(): void {
    this.mute(false);
  }

  sendDTMF(digits: string, { duration = 100, gap = 70 }: { duration?: number; gap?: number } = {}): Promise<void> {
    return this.#keys.press(digits, duration, gap);
  }

  async pull(): Promise<void> {
    if (this.#state === 'ended' || this.#unanswered() || this.#bringing) throw this.#badState('brought here');
    if (this.#here && this.#audio.media?.usable) return;
    if (!this.#exchange.online) throw this.#cutOff();
    await this.#bring(true);
  }

  async getStats(): Promise<face.CallStats> {
    const stats = await this.#audio.stats();
    if (!stats) throw this.#badState('measured', 'Only the page that holds the call can measure it.');
    return stats;
  }

  attach(element: HTMLMediaElement): face.Unsubscribe {
    return this.#audio.attach(element);
  }

  // What follows is the phone's business; the published types do not show it.

  /** The connection that this page has dialled with. What happens is told after `release()`; resolves when the microphone speaks. */
  dialed(line: LineUp, options: face.DialOptions): Promise<void> {
    this.#kept = [];
    this.#moved(true);
    return this.#engage(line, options);
  }

  /** Tells what has happened since, once whoever awaits the call has had time to listen. */
  release(): void {
    setTimeout(() => {
      const kept = this.#kept ?? [];
      this.#kept = undefined;
      kept.forEach((happened) => happened());
      this.#soundTone();
    });
  }

  ring(headers: Readonly<Record<string, string>>): void {
    this.#headers = headers;
    this.#rings = true;
    this.#soundTone();
  }

  receive(message: OfCall): void {
    if (message.type === 'codec') {
      this.#codec = message.name;
      this.#audio.select(message);
    } else {
      this.#tell(() => this.#happened(message));
    }
  }

  /** The gateway's view of the call has changed. */
  update(info: CallInfo): void {
    this.#tell(() => this.#updated(info));
  }

  /**
   * The socket is back, or this page has just come. Sound may have gone on all the while; where it has not, it is brought here again.
   *
   * @param resumed whether the gateway knows this page as the one it was, so that `here` and `mine` are the truth
   */
  resync(info: CallInfo, resumed: boolean): void {
    const media = this.#audio.media;
    const held = media !== undefined && (media.connected || this.#lost);
    const lostHere = info.here && !media?.connected;
    const movesBack = !info.here && (info.mine === true || (!resumed && held));
    if (info.here && media?.usable && !media.answered) media.reopen();   // the answer was lost with the socket
    else if (lostHere || movesBack) this.#bringBack();
    this.update(this.#bringing ? { ...info, here: true } : info);
  }

  /** The socket is gone: what was asked will not be answered. */
  unplugged(): void {
    this.#replies.rejectAll(this.#cutOff());
  }

  refused(failure: Failure): void {
    const error = errorOf(failure);
    if (!this.#replies.rejectAll(error)) this.emit('error', error);
  }

  usesMedia(m: string): boolean {
    return this.#audio.media?.m === m;
  }

  finish({ reason, by, sip, q850, durationMs }: Omit<Ended, 'type' | 'call'>): void {
    if (this.#state === 'ended') return;
    const stats = this.#audio.latestStats;
    const wasHere = this.#here;
    this.#elsewhere = reason === 'answered-elsewhere';
    this.#kept = undefined;
    this.#recovery.end();
    this.#audio.stop();
    this.#exchange.ended(this);
    this.#apply({ type: 'ended' });
    this.#replies.rejectAll(this.#badState('reached'));
    if (reason === 'busy' && wasHere) this.#exchange.sounds.busy();
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
    const answered = this.#expect('answered');
    await Promise.all([answered, this.#engage(line, options)]);
  }

  /** The sound comes (back) here without a word from the user: after a reload, or when its connection is dead. */
  #bringBack(): void {
    if (this.#state === 'ended' || this.#unanswered() || this.#bringing || !this.#exchange.online) return;
    this.#lose();
    this.#bring(false).catch((thrown: unknown) => {
      this.#exchange.log('warn', 'the call could not be brought back yet', this.id, thrown);
      if (this.#state !== 'ended') this.#recovery.begin(GRACE);
    });
  }

  /** @param asked by the user, so that the microphone comes first; else what can be heard is heard at once */
  async #bring(asked: boolean): Promise<void> {
    this.#bringing = true;
    const source: Source | undefined = this.#audio.hasSource ? undefined : { stream: this.#exchange.microphone(), given: false };
    source?.stream.catch(() => undefined);
    const media = this.#exchange.takeMedia();
    try {
      await Promise.all([media.offered, asked && source?.stream]);
      if (!media.open() || !this.#exchange.send({ type: 'pull', call: this.id, m: media.m })) throw this.#cutOff();
      await this.#expect('pulled');
    } catch (thrown) {
      this.#exchange.letGo(media);
      source?.stream.then(stopTracks, () => undefined);
      throw thrown;
    } finally {
      this.#bringing = false;
    }
    this.#audio.use(media);
    if (source) this.#audio.speak(source).catch((thrown: unknown) => this.emit('error', RingdownError.from(thrown, 'mic-in-use')));
  }

  #engage({ media, source }: LineUp, options: face.DialOptions): Promise<void> {
    if (options.audioElement) this.#audio.attach(options.audioElement);
    options.signal?.addEventListener('abort', () => void this.hangup(), { once: true });
    this.#audio.use(media);
    return this.#audio.speak(source);
  }

  #sendKeys(digits: string, duration: number, gap: number): void {
    if (this.#state === 'ended' || !this.#here) throw this.#badState('sent keys');
    if (!this.#exchange.send({ type: 'dtmf', call: this.id, digits, duration, gap })) throw this.#cutOff();
  }

  #tell(happened: () => void): void {
    if (this.#kept) this.#kept.push(happened);
    else happened();
  }

  #happened(message: Exclude<OfCall, { type: 'codec' }>): void {
    switch (message.type) {
      case 'ringing':
        this.#apply({ type: message.early ? 'early-media' : 'ringing' });
        return this.emit('ringing', { earlyMedia: message.early });
      case 'answered': return this.#answered();
      case 'pulled': return this.#pulled();
      case 'dtmf': return this.emit('dtmf', { digit: message.digit, from: 'remote' });
      case 'ended': return this.finish(message);
    }
  }

  #answered(at = this.#exchange.platform.now()): void {
    const before = this.#state;
    if (before === 'ended') return;
    this.#answeredAt ??= new Date(at);
    this.#moved(true);
    this.#apply({ type: 'answered' });
    this.#replies.resolve('answered');
    if (this.#state !== before) this.emit('answered', undefined);
  }

  #pulled(): void {
    this.#moved(true);
    if (this.#state === 'reconnecting') this.#lost = true;   // another page's loss is ours to make good
    this.#replies.resolve('pulled');
  }

  #updated(info: CallInfo): void {
    if (this.#state === 'ended') return;
    if (JSON.stringify(info.remote) !== JSON.stringify(this.#remote)) {
      this.#remote = info.remote;
      this.emit('remote', info.remote);
    }
    if (info.here) {
      this.#moved(true);
      if (info.state === 'active' && !this.#answering) this.#answered(info.answeredAt);
    } else if (!this.#bringing && !this.#answering) {
      if (this.#here) this.#gone();
      if (info.answeredAt !== undefined) this.#answeredAt = new Date(info.answeredAt);
      this.#apply({ type: 'seen', state: info.state });
    }
  }

  #restart(): void {
    if (!this.#exchange.online || this.#bringing) return;
    this.#lose();
    this.#audio.media?.restart().catch((thrown: unknown) => this.#exchange.log('warn', 'ICE restart failed', this.id, thrown));
  }

  #lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#apply({ type: 'media-lost' });
    this.emit('reconnecting', new RingdownError('ice-failed', { callId: this.id, message: 'The sound is interrupted.' }));
  }

  #connected(): void {
    this.#recovery.end();
    if (!this.#lost) return;
    this.#lost = false;
    this.#apply({ type: 'media-back' });
    this.emit('reconnected', undefined);
  }

  /** Another page has taken the call. */
  #gone(): void {
    this.#recovery.end();
    this.#lost = false;
    this.#audio.stop();
    this.#moved(false);
  }

  #moved(here: boolean): void {
    if (this.#here === here) return;
    this.#here = here;
    this.#soundTone();
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
    this.emit('state', state);
  }

  #soundTone(): void {
    const wanted = this.#kept ? undefined : tone({
      state: this.#state, direction: this.direction, here: this.#here, rings: this.#rings, busy: this.#exchange.busyBeside(this) });
    if (wanted === this.#tone) return;
    if (this.#tone) this.#exchange.sounds.stop(this.#tone, this);
    if (wanted) this.#exchange.sounds.start(wanted, this);
    this.#tone = wanted;
  }

  /** Rings here, perhaps among others, and nobody has answered. */
  #unanswered(): boolean {
    return this.direction === 'inbound' && this.#state === 'ringing';
  }

  #expect(reply: 'answered' | 'pulled'): Promise<void> {
    return this.#replies.expect(reply, REPLY_WITHIN, () => new RingdownError('signaling-lost', { callId: this.id, message: 'The gateway did not answer.' }));
  }

  #cutOff(): RingdownError {
    return new RingdownError('signaling-lost', { callId: this.id });
  }

  #badState(done: string, hint?: string): RingdownError {
    if (this.#elsewhere) return new RingdownError('answered-elsewhere', { callId: this.id });
    return new RingdownError('bad-state', { callId: this.id, message: `The call is ${this.#state} and cannot be ${done}.`, hint });
  }
}
