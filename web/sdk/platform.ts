import { camera, screen } from './camera.js';
import { Certainty, microphone } from './microphone.js';
import { type PushBrowser, pushBrowser } from './push.js';

/** What the SDK takes from the browser, in one place: tests hand in their own. Nothing is looked up before it is needed. */
export interface Platform {
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** From 0 to 1, without the 1. */
  readonly random: () => number;
  socket(url: string): WebSocket;
  peerConnection(config: RTCConfiguration): RTCPeerConnection;
  /** What this browser can send, in its own order. */
  audioCodecs(): RTCRtpCodec[];
  /** The same of pictures. */
  videoCodecs(): RTCRtpCodec[];
  emptyStream(): MediaStream;
  audioElement(url?: string): HTMLAudioElement;
  audioContext(): AudioContext | undefined;
  /** What is plugged in; none where the browser tells nothing. */
  devices(): Promise<MediaDeviceInfo[]>;
  /** Whether a page may choose the loudspeaker; in Safari it may not. */
  readonly choosesSpeaker: boolean;
  /** Asks for the microphone; refuses with a RingdownError that says why. */
  microphone(constraints: MediaTrackConstraints | true): Promise<MediaStream>;
  /** The same of the camera. */
  camera(constraints: MediaTrackConstraints | true): Promise<MediaStream>;
  /** Asks the user for a screen, a window or a tab to show. */
  screen(): Promise<MediaStream>;
  /** Whether the microphone can be had without a question to the user and is there. */
  microphoneIsSure(): Promise<boolean>;
  /** What that came to last; kept up to date, and false before the first time. */
  readonly microphoneWasSure: boolean;
  readonly supported: boolean;
  /** Absent where the browser wakes no closed pages. */
  readonly push: PushBrowser | undefined;
  /** What the browser calls itself; '' where there is none. */
  readonly userAgent: string;
  readonly storage: Storage | undefined;
  readonly locks: LockManager | undefined;
  /** Events of the page: pagehide, pageshow, online, visibilitychange, pointerdown, keydown, and devicechange. */
  on(event: string, listener: (event: Event) => void): () => void;
  readonly visible: boolean;
}

export function browser(): Platform {
  const certainty = new Certainty();
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    socket: (url) => new WebSocket(url),
    peerConnection: (config) => new RTCPeerConnection(config),
    audioCodecs: () => RTCRtpSender.getCapabilities('audio')?.codecs ?? [],
    videoCodecs: () => RTCRtpSender.getCapabilities('video')?.codecs ?? [],
    emptyStream: () => new MediaStream(),
    audioElement: (url) => new Audio(url),
    audioContext: () => typeof AudioContext === 'function' ? new AudioContext() : undefined,
    devices: async () => await mediaDevices()?.enumerateDevices() ?? [],
    get choosesSpeaker() {
      return typeof HTMLMediaElement === 'function' && 'setSinkId' in HTMLMediaElement.prototype;
    },
    microphone,
    camera,
    screen,
    microphoneIsSure: () => certainty.ask(),
    get microphoneWasSure() {
      return certainty.known;
    },
    get supported() {
      return typeof RTCPeerConnection === 'function' && typeof WebSocket === 'function';
    },
    push: pushBrowser(),
    get userAgent() {
      return typeof navigator === 'object' ? navigator.userAgent : '';
    },
    get storage() {
      return storage();
    },
    get locks() {
      return typeof navigator === 'object' ? navigator.locks : undefined;
    },
    on,
    get visible() {
      return typeof document === 'object' && document.visibilityState === 'visible';
    },
  };
}

function storage(): Storage | undefined {
  try {
    return typeof sessionStorage === 'object' ? sessionStorage : undefined;
  } catch {
    return undefined;   // the user blocks it
  }
}

function documentIfAny(): Document | undefined {
  return typeof document === 'object' ? document : undefined;
}

/** Absent on a page that did not come over HTTPS, and on a server. */
function mediaDevices(): MediaDevices | undefined {
  return typeof navigator === 'object' ? navigator.mediaDevices : undefined;
}

function targetOf(event: string): EventTarget | undefined {
  switch (event) {
    case 'visibilitychange': return documentIfAny();
    case 'devicechange': return mediaDevices();
    default: return globalThis;
  }
}

function on(event: string, listener: (event: Event) => void): () => void {
  const target = targetOf(event);
  if (typeof target?.addEventListener !== 'function') return () => undefined;   // not a page, but a server that renders one
  target.addEventListener(event, listener);
  return () => target.removeEventListener(event, listener);
}
