import { cameraError, RingdownError } from './errors.js';

/** Asks for the camera; refuses with a RingdownError that says why. */
export async function camera(video: MediaTrackConstraints | true): Promise<MediaStream> {
  // Absent, not refused, on a page that did not come over HTTPS.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new RingdownError(isSecureContext ? 'unsupported-browser' : 'insecure-context');
  try {
    return await devices.getUserMedia({ video });
  } catch (thrown) {
    throw cameraError(thrown);
  }
}
