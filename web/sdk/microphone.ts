/** The microphone: asking for it, and knowing beforehand that nobody will have to be asked. */
import { microphoneError, RingdownError } from './errors.js';

/** Refuses with a RingdownError that says why. */
export async function microphone(audio: MediaTrackConstraints | true): Promise<MediaStream> {
  // Absent, not refused, on a page that did not come over HTTPS.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new RingdownError(isSecureContext ? 'unsupported-browser' : 'insecure-context');
  try {
    return await devices.getUserMedia({ audio });
  } catch (thrown) {
    throw microphoneError(thrown, { secure: isSecureContext, allowed: microphoneIsPassedOn() });
  }
}

interface PolicyDocument { readonly featurePolicy?: { allowsFeature(name: string): boolean } }

/** Only Chromium tells a page what its embedder allows; elsewhere a refusal counts as the user's. */
function microphoneIsPassedOn(): boolean {
  return (document as PolicyDocument).featurePolicy?.allowsFeature('microphone') ?? true;
}

/** Whether the microphone can be had without a question to the user, and is there. A browser takes its time to say so, so the answer is kept. */
export class Certainty {
  #known = false;
  #watched: PermissionStatus | undefined;

  /** The latest answer; false before the first. */
  get known(): boolean {
    return this.#known;
  }

  async ask(): Promise<boolean> {
    try {
      const permission = this.#watched ??= this.#watch(await navigator.permissions.query({ name: 'microphone' }));
      const devices = permission.state === 'granted' ? await navigator.mediaDevices.enumerateDevices() : [];
      this.#known = devices.some((device) => device.kind === 'audioinput');
    } catch {
      this.#known = false;   // a browser that cannot be asked
    }
    return this.#known;
  }

  #watch(permission: PermissionStatus): PermissionStatus {
    const changed = () => {
      this.#known = false;
      void this.ask();
    };
    permission.addEventListener('change', changed);
    navigator.mediaDevices.addEventListener('devicechange', changed);
    return permission;
  }
}
