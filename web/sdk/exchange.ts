/** What calls need of the phone they belong to. */
import type { Call } from './call.js';
import { orAborted } from './deferred.js';
import type { Media } from './media.js';
import type { Platform } from './platform.js';
import type { DialOptions, LogRecord } from './ringdown.js';
import type { Sounds } from './sounds.js';
import type { FromPage } from './wire.js';

export interface Exchange {
  readonly platform: Platform;
  readonly sounds: Sounds;
  readonly online: boolean;
  /** Whether another call than this one speaks here. */
  busyBeside(call: Call): boolean;
  send(message: FromPage): boolean;
  /** Sends what the gateway answers by `done` or `error`. */
  ask(message: (ref: string) => FromPage): Promise<void>;
  /** A connection for a call: the warm spare, or a new one. */
  takeMedia(): Media;
  letGo(media: Media): void;
  microphone(): Promise<MediaStream>;
  ended(call: Call): void;
  /** The call was hung up while the gateway could not hear it. */
  oweHangup(call: string): void;
  readonly log: (level: LogRecord['level'], msg: string, callId?: string, data?: unknown) => void;
}

/** What is sent: the microphone, which is ours to stop, or a stream that the page gave. */
export interface Source { readonly stream: Promise<MediaStream>; readonly given: boolean }

export interface LineUp { readonly media: Media; readonly source: Source }

/**
 * A connection with its offer made, and the microphone there or certain to come; fetched side by side, while `ready` is awaited.
 *
 * Nobody's phone may ring while a visitor still reads the browser's question for the microphone. Where the permission is old,
 * though, the microphone's own slowness (a tenth of a second) need not delay the call.
 */
export async function lineUp(exchange: Exchange, options: DialOptions, ready: Promise<void>): Promise<LineUp> {
  const source: Source = options.stream
    ? { stream: Promise.resolve(options.stream), given: true }
    : { stream: exchange.microphone(), given: false };
  const media = exchange.takeMedia();
  try {
    await orAborted(Promise.all([ready, media.offered, certain(exchange, source)]), options.signal);
    return { media, source };
  } catch (thrown) {
    abandon(exchange, { media, source });
    throw thrown;
  }
}

/** Undoes a line-up that came to nothing. */
export function abandon(exchange: Exchange, { media, source }: LineUp): void {
  exchange.letGo(media);
  if (!source.given) source.stream.then(stopTracks, () => undefined);
}

export function stopTracks(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

async function certain(exchange: Exchange, source: Source): Promise<unknown> {
  const sure = source.given ? Promise.resolve(false) : exchange.platform.microphoneIsSure();
  return Promise.race([source.stream, sure.then((yes) => yes ? undefined : source.stream)]);
}
