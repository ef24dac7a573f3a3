import type { Call, Phone, Unsubscribe } from '../sdk/ringdown.js';
import type { KeptSettings } from './settings.js';

/** What the phone asks of the SDK's devices. */
export interface Audio {
  inputs(): Promise<MediaDeviceInfo[]>;
  outputs(): Promise<MediaDeviceInfo[]>;
  setInput(id: string): Promise<void>;
  setOutput(id: string, role: 'speaker' | 'ringtone'): Promise<void>;
  /** How loud the microphone is, 0 to 1. */
  level(listener: (rms: number) => void): Unsubscribe;
  test(kind: 'speaker'): Promise<boolean>;
}

/** Which device is for what; the names are those of the wishes that keep them. */
export type Role = 'microphone' | 'speaker' | 'ringer';
export const ROLES: readonly Role[] = ['microphone', 'speaker', 'ringer'];

/** Nothing where the SDK leaves the choice to the system. */
export function audioOf(phone: Phone): Audio | undefined {
  return (phone as Phone & { readonly audio?: Audio }).audio;
}

interface ShowsScreens { shareScreen?(): Promise<void> }

/** Shows a screen instead of the camera; nothing where the SDK or the browser cannot. */
export function screenOf(call: Call): (() => Promise<void>) | undefined {
  const showing = call as object as ShowsScreens;
  const can = 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
  return showing.shareScreen && can ? async () => showing.shareScreen?.() : undefined;
}

export function listOf(audio: Audio, role: Role): Promise<MediaDeviceInfo[]> {
  return role === 'microphone' ? audio.inputs() : audio.outputs();
}

/** Uses the one that is wished; the system's own where that one is gone, which is no trouble worth a word. */
export async function use(audio: Audio, role: Role, id: string): Promise<void> {
  if (role === 'microphone') await audio.setInput(id);
  else await audio.setOutput(id, role === 'speaker' ? 'speaker' : 'ringtone');
}

/** What was chosen the last time. */
export async function useWished(audio: Audio, settings: KeptSettings): Promise<void> {
  const wished = ROLES.filter((role) => settings.now[role] !== '');
  await Promise.allSettled(wished.map((role) => use(audio, role, settings.now[role])));
}
