import { cameraError, RingdownError, screenError } from './errors.js';

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

/** Asks the user what to show of the screen; must come of a click. */
export async function screen(): Promise<MediaStream> {
  const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined;
  if (!devices?.getDisplayMedia) {
    throw new RingdownError(isSecureContext ? 'unsupported-browser' : 'insecure-context', {
      ...(isSecureContext && { message: 'This browser lets no page show the screen.', hint: 'Use a current browser on a computer: telephones show none.' }) });
  }
  try {
    return await devices.getDisplayMedia({ video: true });
  } catch (thrown) {
    throw screenError(thrown);
  }
}
