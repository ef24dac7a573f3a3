const EVERY = 1000;

/** The tab's title calls for attention while it rings. */
export class TitleFlash {
  #timer: ReturnType<typeof setInterval> | undefined;
  #title = '';

  show(text: string | undefined): void {
    if (text === undefined) return this.#stop();
    if (this.#timer !== undefined) return;
    this.#title = document.title;
    document.title = text;
    this.#timer = setInterval(() => { document.title = document.title === text ? this.#title : text; }, EVERY);
  }

  #stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    document.title = this.#title;
  }
}
