import { RingdownError } from '../errors.js';
import { stopTracks } from '../exchange.js';
import type { Platform } from '../platform.js';
import type * as face from '../ringdown.js';
import { Input } from './input.js';
import { Inventory, isTold } from './inventory.js';
import { loudness } from './level.js';
import { insistOnChoice, Output } from './output.js';
import { Processors } from './processors.js';
import { VuMeter } from './vumeter.js';

/** What of a call follows the devices. */
export interface UsesDevices {
  /** @param always even if it is the same one */
  renewMicrophone(always?: boolean): Promise<void>;
  renewCamera(): Promise<void>;
  renewSound(): void;
}

export interface DevicesHost {
  readonly calls: readonly UsesDevices[];
  changed(devices: MediaDeviceInfo[]): void;
  error(error: RingdownError): void;
  /** Plays a tone through the speaker; says whether it could. */
  beep(): Promise<boolean>;
  /** Lets the phone's own noises be heard; to be called in a click. */
  unlock(): void;
}

const NAMES = { 'mic-not-found': 'microphone', 'camera-not-found': 'camera', 'speaker-not-found': 'loudspeaker' };

type Missing = keyof typeof NAMES;

const SPOKEN_WITHIN = 5_000;
const AUDIBLE = 0.01;   // of full scale: a voice at arm's length is ten times that, a quiet room a tenth

/** The microphone, loudspeakers and camera of a phone: which are chosen, and what is done when they come and go. */
export class Devices implements face.AudioManager {
  readonly microphone: Input;
  readonly camera: Input;
  readonly speaker = new Output();
  readonly ringtone = new Output();
  readonly outgoing = new Processors();
  readonly incoming = new Processors();
  readonly #platform: Platform;
  readonly #host: DevicesHost;
  readonly #inventory: Inventory;
  readonly #vu: VuMeter;

  constructor(platform: Platform, { audio, video }: Pick<face.PhoneOptions, 'audio' | 'video'>, host: DevicesHost) {
    this.#platform = platform;
    this.#host = host;
    this.#inventory = new Inventory(platform, (devices, first) => this.#reconcile(devices, first));
    this.microphone = new Input('audioinput', platform, audio ?? true, (asked) => this.#named(platform.microphone(asked)), () => this.#gone('mic-not-found'));
    this.camera = new Input('videoinput', platform, typeof video === 'object' ? video : true,
      (asked) => this.#named(platform.camera(asked)), () => this.#gone('camera-not-found'));
    this.#vu = new VuMeter(platform, () => this.microphone.stream(), (thrown) => host.error(RingdownError.from(thrown, 'mic-in-use')));
  }

  watch(): void {
    this.#inventory.watch();
  }

  close(): void {
    this.#inventory.close();
    this.#vu.close();
  }

  inputs(): Promise<MediaDeviceInfo[]> {
    return this.#inventory.of('audioinput');
  }

  outputs(): Promise<MediaDeviceInfo[]> {
    return this.#inventory.of('audiooutput');
  }

  cameras(): Promise<MediaDeviceInfo[]> {
    return this.#inventory.of('videoinput');
  }

  setInput(id: string): Promise<void> {
    return this.#choose(this.microphone, id, this.inputs(), 'mic-not-found', () => this.#useMicrophone());
  }

  setCamera(id: string): Promise<void> {
    return this.#choose(this.camera, id, this.cameras(), 'camera-not-found', () => this.#useCamera());
  }

  async setOutput(id: string, role: 'speaker' | 'ringtone' = 'speaker'): Promise<void> {
    if (id !== '') insistOnChoice(this.#platform);
    const output = role === 'speaker' ? this.speaker : this.ringtone;
    await this.#choose(output, id, this.outputs(), 'speaker-not-found', () => output.redirect());
  }

  level(told: (rms: number) => void): face.Unsubscribe {
    return this.#vu.listen(told);
  }

  test(kind: 'mic' | 'speaker'): Promise<boolean> {
    return kind === 'speaker' ? this.#host.beep() : this.#isSpokenInto();
  }

  async unlock(): Promise<void> {
    this.#host.unlock();
    try {
      await Promise.all([this.speaker.unlock(), this.ringtone.unlock()]);
    } catch (thrown) {
      throw new RingdownError('playback-blocked', { cause: thrown });
    }
  }

  async addProcessor(processor: (stream: MediaStream) => Promise<MediaStream>, remote = false): Promise<face.Unsubscribe> {
    const chain = remote ? this.incoming : this.outgoing;
    const remove = chain.add(processor);
    const renew = async () => {
      if (remote) this.#host.calls.forEach((call) => call.renewSound());
      else await Promise.all(this.#host.calls.map((call) => call.renewMicrophone(true)));
    };
    try {
      await renew();
    } catch (thrown) {
      remove();
      throw thrown;
    }
    return () => {
      remove();
      renew().catch((thrown: unknown) => this.#host.error(RingdownError.from(thrown, 'mic-in-use')));
    };
  }

  /** Chosen at once, so that a call that begins meanwhile has it, and taken back where it cannot be used. */
  async #choose(device: Input | Output, id: string, list: Promise<MediaDeviceInfo[]>, missing: Missing, use: () => Promise<void>): Promise<void> {
    const { choice } = device;
    const undo = device.want(id);
    try {
      const devices = await list;
      if (id !== '' && isTold(devices) && !devices.some(({ deviceId }) => deviceId === id)) throw new RingdownError(missing);
      await use();
      if (choice.wanted === id && choice.used !== id) throw new RingdownError(missing);
    } catch (thrown) {
      if (choice.wanted === id) {   // and not yet another
        undo();
        await use().catch(() => undefined);
      }
      throw thrown;
    }
  }

  /** Browsers tell the names of devices once one of them is open. */
  async #named(opening: Promise<MediaStream>): Promise<MediaStream> {
    const stream = await opening;
    this.#inventory.opened();
    return stream;
  }

  /** @param first nothing has changed yet: what there is has become known */
  #reconcile(devices: MediaDeviceInfo[], first: boolean): void {
    const all: readonly [Input | Output, Missing, () => Promise<void>][] = [
      [this.microphone, 'mic-not-found', () => this.#useMicrophone()],
      [this.camera, 'camera-not-found', () => this.#useCamera()],
      [this.speaker, 'speaker-not-found', () => this.speaker.redirect()],
      [this.ringtone, 'speaker-not-found', () => this.ringtone.redirect()],
    ];
    for (const [device, code, use] of all) {
      const { moved, lost } = device.choice.reconcile(devices);
      if (first) continue;
      if (lost) this.#gone(code);
      if (!moved) continue;
      if (device instanceof Input) device.renew();
      use().catch((thrown: unknown) => this.#host.error(RingdownError.from(thrown, code)));
    }
    if (!first) this.#host.changed(devices);
  }

  async #useMicrophone(): Promise<void> {
    this.#vu.renew();
    await Promise.all(this.#host.calls.map((call) => call.renewMicrophone()));
  }

  async #useCamera(): Promise<void> {
    await Promise.all(this.#host.calls.map((call) => call.renewCamera()));
  }

  #gone(code: Missing): void {
    this.#host.error(new RingdownError(code, {
      message: `The chosen ${NAMES[code]} is gone; the system’s own is used instead.`, hint: 'Plug it in again, and it is used again; or choose another.' }));
  }

  async #isSpokenInto(): Promise<boolean> {
    const stream = await this.microphone.stream();
    return new Promise((resolve) => {
      const end = (heard: boolean) => {
        stop();
        clearTimeout(timer);
        stopTracks(stream);
        resolve(heard);
      };
      const stop = loudness(this.#platform, stream, (rms) => { if (rms > AUDIBLE) end(true); });
      const timer = setTimeout(() => end(false), SPOKEN_WITHIN);
    });
  }
}
