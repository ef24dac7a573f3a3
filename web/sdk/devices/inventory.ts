import type { Platform } from '../platform.js';

/** What is plugged in, as the browser tells it; says when that changes. */
export class Inventory {
  readonly #platform: Platform;
  readonly #seen: (devices: MediaDeviceInfo[], first: boolean) => void;
  #known: MediaDeviceInfo[] = [];
  #before: string | undefined;
  #watch: (() => void)[] = [];

  /** @param seen told of the first list, and of each that differs from the one before */
  constructor(platform: Platform, seen: (devices: MediaDeviceInfo[], first: boolean) => void) {
    this.#platform = platform;
    this.#seen = seen;
  }

  /** Some browsers tell of one change three times, others only once the page is looked at again. */
  watch(): void {
    if (this.#watch.length > 0) return;
    const look = () => void this.look();
    this.#watch = [this.#platform.on('devicechange', look), this.#platform.on('visibilitychange', look)];
    look();
  }

  close(): void {
    this.#watch.forEach((off) => off());
    this.#watch = [];
  }

  async of(kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> {
    this.watch();
    await this.look();
    return this.#known.filter((device) => device.kind === kind);
  }

  /** A device was opened, upon which browsers tell the names of all; once they are known, a call need not wait for the list. */
  opened(): void {
    if (!isTold(this.#known)) void this.look();
  }

  async look(): Promise<void> {
    const devices = await this.#platform.devices().catch(() => undefined);
    if (!devices) return;
    const before = this.#before;
    this.#before = JSON.stringify(devices.map(({ kind, deviceId, groupId, label }) => [kind, deviceId, groupId, label]));
    this.#known = devices;
    if (before !== this.#before) this.#seen(devices, before === undefined);
  }
}

/** Whether a list says anything: before the permission, browsers name no device. */
export function isTold(devices: readonly MediaDeviceInfo[]): boolean {
  return devices.some(({ deviceId }) => deviceId !== '');
}
