import { orAborted } from '../deferred.js';
import { RingdownError } from '../errors.js';
import { stopTracks } from '../exchange.js';
import type { Platform } from '../platform.js';
import type { Call, Check, CheckName, DialOptions, PreflightOptions, PreflightReport } from '../ringdown.js';
import { VERSION } from '../version.js';
import { type Echo, listenToEcho } from './echo.js';
import { CHECKS, sentences, turnRequired, verdict } from './verdict.js';
import type { Way } from './ways.js';

/** The phone that is looked at: nobody else's, and of no use afterwards. */
export interface Subject {
  readonly gateway: string;
  connect(): Promise<void>;
  /** Whether packets get through by this way alone; undefined where there is no such way. */
  reaches(way: Way): Promise<boolean | undefined>;
  microphone(): Promise<MediaStream>;
  speakers(): Promise<MediaDeviceInfo[]>;
  call(to: string, options: DialOptions): Promise<Call>;
  destroy(): Promise<void>;
}

type Finding = Omit<Check, 'name'>;
type Found = Pick<PreflightReport, 'mos' | 'rtt' | 'jitter' | 'loss' | 'codec'>;

const ECHO = '600';
const SOUNDS_BAD = 3.5;      // MOS: from here on people complain (ITU-T G.107, annex B)

/** Looks at everything that a call needs, one thing after the other, and goes on after what fails as far as there is anything left to learn. */
export class Preflight {
  readonly #subject: Subject;
  readonly #platform: Platform;
  readonly #options: PreflightOptions;
  readonly #checks = new Map<CheckName, Check>();
  #microphone: MediaStream | undefined;
  #found: Found = {};

  constructor(subject: Subject, platform: Platform, options: PreflightOptions) {
    this.#subject = subject;
    this.#platform = platform;
    this.#options = options;
  }

  async run(): Promise<PreflightReport> {
    const { signal } = this.#options;
    signal?.throwIfAborted();
    try {
      await orAborted(this.#all(), signal);
    } finally {
      if (this.#microphone) stopTracks(this.#microphone);
      await this.#subject.destroy();
    }
    return this.#report();
  }

  async #all(): Promise<void> {
    const browser = await this.#check('browser', () => this.#browser());
    const microphone = this.#check('microphone', () => this.#openMicrophone());   // at once: the browser still knows of the click
    const usable = browser.status !== 'failed' && (await microphone).status === 'ok';
    await this.#check('speaker', () => this.#speakers());
    const socket = await this.#check('websocket', () => this.#connect(), browser.status === 'failed');
    const cut = socket.status !== 'ok';
    await Promise.all([
      this.#check('ice-udp', () => this.#way('udp'), cut), this.#check('ice-tcp', () => this.#way('tcp'), cut),
      this.#check('turn-udp', () => this.#way('turn-udp'), cut), this.#check('turn-tls', () => this.#way('turn-tls'), cut)]);
    await this.#check('media-echo', () => this.#echo(), cut || !usable);
  }

  async #check(name: CheckName, look: () => Finding | Promise<Finding>, skip = false): Promise<Check> {
    if (this.#options.signal?.aborted) skip = true;
    if (!skip) this.#tell({ name, status: 'running' });
    const finding = skip ? { status: 'skipped' as const } : await this.#look(look);
    return this.#tell({ name, ...finding });
  }

  async #look(look: () => Finding | Promise<Finding>): Promise<Finding> {
    try {
      return await look();
    } catch (thrown) {
      const { code, message, hint } = RingdownError.from(thrown, 'bad-state');
      return { status: 'failed', code, message, hint };
    }
  }

  #tell(check: Check): Check {
    this.#checks.set(check.name, check);
    if (!this.#options.signal?.aborted) this.#options.onProgress?.({ ...check });
    return check;
  }

  #browser(): Finding {
    if (!this.#platform.supported) throw new RingdownError('unsupported-browser');
    return { status: 'ok', message: 'This browser can make calls.' };
  }

  async #openMicrophone(): Promise<Finding> {
    this.#microphone = await this.#subject.microphone();
    if (this.#options.signal?.aborted) stopTracks(this.#microphone);
    return { status: 'ok', message: 'There is a microphone, and it is allowed.' };
  }

  async #speakers(): Promise<Finding> {
    if (!this.#platform.choosesSpeaker) return { status: 'skipped', message: 'This browser tells nothing of loudspeakers.' };
    if ((await this.#subject.speakers()).length > 0) return { status: 'ok', message: 'There is a loudspeaker.' };
    return { status: 'warn', code: 'speaker-not-found', message: 'The browser names no loudspeaker.', hint: 'Plug one in, or look at the system’s sound settings.' };
  }

  async #connect(): Promise<Finding> {
    await this.#subject.connect();
    return { status: 'ok', message: 'The gateway is reached, and the token is good.' };
  }

  async #way(way: Way): Promise<Finding> {
    const reached = await this.#subject.reaches(way);
    if (reached === undefined) return { status: 'skipped', message: NO_SUCH_WAY[way] };
    if (reached) return { status: 'ok', message: `Sound reaches the gateway ${WORDS[way]}.` };
    return { status: 'failed', code: 'ice-failed', message: `Sound does not reach the gateway ${WORDS[way]}.`, hint: HINTS[way] };
  }

  async #echo(): Promise<Finding> {
    const { signal, echo = ECHO } = this.#options;
    const muted = this.#platform.audioElement();
    muted.muted = true;   // it is measured, not heard
    let call: Call;
    let heard: Echo;
    try {
      call = await this.#subject.call(echo, { audioElement: muted, ...(this.#microphone && { stream: this.#microphone }), ...(signal && { signal }) });
      heard = await listenToEcho(call, signal);
    } catch (thrown) {
      const { code, message } = RingdownError.from(thrown, 'ice-failed');
      if (code !== 'destination-not-allowed') throw thrown;
      return { status: 'skipped', code, message: `${message} No echo was listened to.`, hint: `A route {to: "${echo}", app: builtin} at the gateway, and a token that may call it, make this test possible.` };
    }
    return this.#judge(heard);
  }

  #judge({ returned, arrived, ...heard }: Echo): Finding {
    if (returned === 0) {
      const lost = arrived === 0 ? 'The gateway hears nothing of this page.' : 'Nothing comes back from the gateway.';
      return { status: 'failed', code: 'ice-failed', message: lost, hint: 'A firewall may let packets through in one direction only: ask who runs this network.' };
    }
    this.#found = heard;
    const figures = `${Math.round(heard.rtt)} ms there and back, ${Math.round(heard.jitter)} ms of jitter, ${(100 * heard.loss).toFixed(1)} % lost, MOS ${heard.mos.toFixed(1)}`;
    if (heard.mos >= SOUNDS_BAD) return { status: 'ok', message: `Sound comes back well: ${figures}.` };
    return { status: 'warn', message: `Sound comes back badly: ${figures}.`, hint: 'Go nearer to the Wi-Fi, use a cable, or stop what else loads this network.' };
  }

  #report(): PreflightReport {
    const checks = CHECKS.map((name) => this.#checks.get(name) ?? { name, status: 'skipped' as const });
    const required = turnRequired(checks);
    const judged = { verdict: verdict(checks), checks, ...(required !== undefined && { turnRequired: required }) };
    return {
      ...judged, sentences: sentences(judged), ...this.#found,
      at: new Date(this.#platform.now()).toISOString(), gateway: this.#subject.gateway, sdk: VERSION, browser: this.#platform.userAgent,
    };
  }
}

const WORDS: Readonly<Record<Way, string>> = { 'udp': 'by UDP', 'tcp': 'by TCP', 'turn-udp': 'through a relay by UDP', 'turn-tls': 'through a relay by TLS' };

const HINTS: Readonly<Record<Way, string>> = {
  'udp': 'A firewall drops UDP: have it let out UDP to the gateway’s media.webrtc-port. Until then calls take another way, if there is one.',
  'tcp': 'A firewall, or a proxy, holds TCP to the gateway’s media.webrtc-tcp-port back; 443 is the port that most let out.',
  'turn-udp': 'The relay of media.ice-servers is not reached, refuses its password, or does not reach the gateway.',
  'turn-tls': 'The relay of media.ice-servers is not reached, its certificate is not trusted, or it does not reach the gateway.',
};

const NO_SUCH_WAY: Readonly<Record<Way, string>> = {
  'udp': 'The gateway offers no UDP.',
  'tcp': 'The gateway offers no TCP (media.webrtc-tcp-port).',
  'turn-udp': 'The gateway names no relay that is reached by UDP (media.ice-servers).',
  'turn-tls': 'The gateway names no relay that is reached by TLS (media.ice-servers).',
};
