import { el, say } from '../elements/dom.js';
import { errorWords, words } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import type { View } from './view.js';

/** Signs in by name and password. `signIn` rejects with what is to be said. */
export function passwordView(signIn: (user: string, password: string) => Promise<void>): View {
  const text = words().signIn;
  const heading = el('h2', { tabIndex: -1 }, text.title);
  const user = field(text.user, 'username', 'text');
  const password = field(text.password, 'current-password', 'password');
  const wrong = el('p', { className: 'wrong', id: 'wrong', attrs: { role: 'alert' } });
  const submit = el('button', { type: 'submit', className: 'wide' }, text.send);
  const root = el('form', { className: 'view signin', noValidate: true, on: { submit: send } },
    heading, user.label, password.label, wrong, submit);

  function send(event: SubmitEvent): void {
    event.preventDefault();
    const empty = [user, password].find(({ input }) => input.value === '');
    if (empty) empty.input.focus();
    else void attempt();
  }

  async function attempt(): Promise<void> {
    submit.disabled = true;
    say(wrong, '');
    try {
      await signIn(user.input.value.trim(), password.input.value);
    } catch (thrown) {
      const error = RingdownError.from(thrown, 'signaling-lost');
      say(wrong, error.code === 'signaling-lost' ? errorWords(error) : error.message);
      password.input.value = '';
      password.input.focus();
    } finally {
      submit.disabled = false;
    }
  }

  return { name: 'password', root, focus: user.input, update: () => undefined, key: () => false };
}

function field(name: string, autocomplete: AutoFill, type: string): { label: HTMLLabelElement; input: HTMLInputElement } {
  const input = el('input', { type, autocomplete, spellcheck: false, autocapitalize: 'none', required: true, attrs: { 'aria-describedby': 'wrong' } });
  return { label: el('label', { className: 'field' }, el('span', {}, name), input), input };
}
