/** What the system may be told: `missing` where there is nothing to ask. */
export type Allowed = NotificationPermission | 'missing';

/** Tells the user by the system's own messages who calls, while the page is not in front. */
export class Notifier {
  #shown: { readonly id: string; readonly notification: Notification } | undefined;

  get allowed(): Allowed {
    return typeof Notification === 'function' && isSecureContext ? Notification.permission : 'missing';
  }

  /** To be called from a click: browsers ask at no other time. */
  async ask(): Promise<Allowed> {
    return this.allowed === 'default' ? Notification.requestPermission() : this.allowed;
  }

  /** @param id of the call: told once, however often this is said */
  show(id: string, title: string, body: string): void {
    if (this.#shown?.id === id) return;
    this.hide();
    if (this.allowed !== 'granted' || document.hasFocus()) return;
    try {
      const notification = new Notification(title, { body, tag: `ringdown ${id}`, requireInteraction: true });
      notification.onclick = () => window.focus();
      this.#shown = { id, notification };
    } catch { /* Chrome on Android has the constructor and refuses it */ }
  }

  hide(): void {
    this.#shown?.notification.close();
    this.#shown = undefined;
  }
}
