import type { AudioManager, Call } from '../sdk/ringdown.js';
import type { KeptSettings } from './settings.js';

/** Which device is for what; the names are those of the wishes that keep them. */
export type Role = 'microphone' | 'speaker' | 'ringer';
export const ROLES: readonly Role[] = ['microphone', 'speaker', 'ringer'];

/** Shows a screen instead of the camera; nothing where the browser cannot. */
export function screenOf(call: Call): (() => Promise<void>) | undefined {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices ? () => call.shareScreen() : undefined;
}

export function listOf(audio: AudioManager, role: Role): Promise<MediaDeviceInfo[]> {
  return role === 'microphone' ? audio.inputs() : audio.outputs();
}

/** Uses the one that is wished. */
export async function use(audio: AudioManager, role: Role, id: string): Promise<void> {
  if (role === 'microphone') await audio.setInput(id);
  else await audio.setOutput(id, role === 'speaker' ? 'speaker' : 'ringtone');
}

/** What was chosen the last time; the system's own where that one is gone, which is no trouble worth a word. */
export async function useWished(audio: AudioManager, settings: KeptSettings): Promise<void> {
  const wished = ROLES.filter((role) => settings.now[role] !== '');
  await Promise.allSettled(wished.map((role) => use(audio, role, settings.now[role])));
}
