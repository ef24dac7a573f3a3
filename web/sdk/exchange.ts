/** What calls need of the phone they belong to. */
import type { Call } from './call.js';
import { orAborted, sleep } from './deferred.js';
import type { Devices } from './devices/devices.js';
import type { Media } from './media.js';
import type { Platform } from './platform.js';
import type { DialOptions, LogRecord } from './ringdown.js';
import type { Sounds } from './sounds.js';
import type { FromPage } from './wire.js';

/** How long a microphone that is certain to come lets the connection go first. */
const MICROPHONE_WAITS = 300;

export interface Exchange {
  readonly platform: Platform;
  readonly sounds: Sounds;
  readonly online: boolean;
  /** Whether the gateway is still reached is to be found out now. */
  doubt(): void;
  /** Whether another call than this one speaks here. */
  busyBeside(call: Call): boolean;
  send(message: FromPage): boolean;
  /** Sends what the gateway answers by `done` or `error`. */
  ask(message: (ref: string) => FromPage): Promise<void>;
  /** A connection for a call: the warm spare, or a new one. */
  takeMedia(video: boolean): Media;
  letGo(media: Media): void;
  readonly devices: Devices;
  ended(call: Call): void;
  /** The call was hung up while the gateway could not hear it. */
  oweHangup(call: string): void;
  readonly log: (level: LogRecord['level'], msg: string, callId?: string, data?: unknown) => void;
}

/** What is sent: the microphone, which is ours to stop, or a stream that the page gave. */
export interface Source { readonly stream: Promise<MediaStream>; readonly given: boolean }

export interface LineUp { readonly media: Media; readonly source: Source }

/**
 * A connection with its offer, and the microphone: both there, or certain to come; fetched side by side, while `ready` is awaited.
 *
 * Nobody's phone may ring while a visitor still reads the browser's question for the microphone. Where the permission is old,
 * though, neither the microphone's own slowness (a tenth of a second) nor the offer's need delay the call.
 *
 * @param hearsFirst whether such a microphone waits for the connection: opening one keeps a browser busy that is to connect, too
 */
export async function lineUp(
  exchange: Exchange, options: DialOptions, ready: Promise<void>, { hearsFirst }: { hearsFirst: boolean },
): Promise<LineUp> {
  const waits = hearsFirst && exchange.platform.microphoneWasSure;
  const asked = options.stream ?? (waits ? undefined : exchange.devices.microphone.stream());
  const media = exchange.takeMedia(options.video ?? false);
  const stream = Promise.resolve(asked ?? soon(media.carries, MICROPHONE_WAITS).then(() => exchange.devices.microphone.stream()));
  stream.catch(() => undefined);   // told to whoever waits for it
  const source: Source = { stream, given: options.stream !== undefined };
  try {
    await orAborted(Promise.all([ready, certain(exchange, source, media)]), options.signal);
    return { media, source };
  } catch (thrown) {
    abandon(exchange, { media, source });
    throw thrown;
  }
}

/** When a connection carries sound, or after so long. */
export function soon(carries: Promise<void>, within: number): Promise<void> {
  return Promise.race([carries, sleep(within)]);
}

/** Undoes a line-up that came to nothing. */
export function abandon(exchange: Exchange, { media, source }: LineUp): void {
  exchange.letGo(media);
  if (!source.given) source.stream.then(stopTracks, () => undefined);
}

export function stopTracks(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

async function certain(exchange: Exchange, source: Source, media: Media): Promise<unknown> {
  if (source.given || exchange.platform.microphoneWasSure) return undefined;
  const there = Promise.all([source.stream, media.offered]);
  return Promise.race([there, exchange.platform.microphoneIsSure().then((yes) => yes ? undefined : there)]);
}
