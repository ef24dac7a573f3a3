import { devToken, sessionToken, signedIn, signIn, signOut } from '../elements/tokens.js';
import { gateway } from '../sdk/address.js';
import type { TokenProvider } from '../sdk/ringdown.js';
import { passwordView } from './passwordview.js';
import { forget, isDevMode, remember, remembered } from './remembered.js';
import { noTokenView, signInView } from './signinview.js';
import type { View } from './view.js';

export interface DoorActions {
  enter(token: TokenProvider, user: string): void;
  /** Somebody has to say who they are. */
  nobody(): void;
}

/** How somebody comes to be signed in, and what is shown while nobody is. */
export class Door {
  readonly #element: HTMLElement;
  readonly #actions: DoorActions;

  /** @param element whose attributes say where the gateway is, and who uses it */
  constructor(element: HTMLElement, actions: DoorActions) {
    this.#element = element;
    this.#actions = actions;
  }

  get gateway(): string {
    return this.#element.getAttribute('url') ?? gateway();
  }

  /** On the gateway's own page, where names and passwords sign in. */
  get asksForPasswords(): boolean {
    return this.#element.hasAttribute('whole-page') && !isDevMode();
  }

  /** Signs in by whatever there is to sign in by, or asks. Whoever has signed in on our own page before still is. */
  open(token: TokenProvider | undefined): void {
    const user = this.#element.getAttribute('user') ?? remembered();
    if (token !== undefined) this.#actions.enter(token, '');
    else if (user !== null) this.#byName(user);
    else if (this.asksForPasswords) signedIn(this.gateway).then((known) => this.#byCookie(known), () => this.#actions.nobody());
    else this.#actions.nobody();
  }

  leave(): void {
    forget();
    if (this.asksForPasswords) void signOut(this.gateway);
    this.#element.removeAttribute('user');
  }

  get face(): 'signin' | 'password' | 'no-token' {
    return isDevMode() ? 'signin' : this.asksForPasswords ? 'password' : 'no-token';
  }

  view(): View {
    switch (this.face) {
      case 'signin': return signInView((user) => {
        remember(user);
        this.#byName(user);
      });
      case 'password': return passwordView(async (name, password) => this.#byCookie(await signIn(this.gateway, name, password)));
      case 'no-token': return noTokenView();
    }
  }

  #byName(user: string): void {
    this.#actions.enter(() => devToken(this.gateway, user), user);
  }

  #byCookie(user: string): void {
    this.#actions.enter(() => sessionToken(this.gateway), user);
  }
}
