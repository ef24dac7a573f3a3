import { el, say } from '../elements/dom.js';
import { words } from '../elements/words.js';
import type { AudioManager } from '../sdk/ringdown.js';
import { checkView, type Preflight } from './checkview.js';
import { devicesView } from './devicesview.js';
import type { Notifier } from './notifier.js';
import type { KeptSettings, Settings } from './settings.js';
import type { View } from './view.js';
import type { Waking } from './waking.js';

type Switch = keyof Pick<Settings, 'disturb' | 'waiting' | 'ring' | 'notices' | 'closed' | 'letters'>;

/** What the user wants of this browser: a switch each. */
export function settingsView(settings: KeptSettings, notifier: Notifier, waking: Waking, audio: AudioManager, preflight: Preflight): View {
  const text = words().settings;
  const heading = el('h2', { className: 'panel-title', tabIndex: -1 }, text.title);
  const switches = [
    toggle('disturb', text.disturb, text.disturbHint), toggle('waiting', text.waiting, text.waitingHint), toggle('ring', text.ring, text.ringHint),
    toggle('notices', text.notices, text.noticesHint), toggle('closed', text.closed, text.closedHint), toggle('letters', text.letters, text.lettersHint),
  ];
  const devices = devicesView(audio, settings);
  const check = checkView(preflight);
  const root = el('div', { className: 'panel settings' }, heading, ...switches.map(({ root: line }) => line), devices.root, check.root);

  function toggle(name: Switch, label: string, hint: string): { root: HTMLElement; name: Switch; input: HTMLInputElement; hint: HTMLElement } {
    const note = el('span', { className: 'hint', id: `hint-${name}` }, hint);
    const input = el('input', { type: 'checkbox', attrs: { role: 'switch', 'aria-describedby': note.id }, on: { change: () => void set(name, input.checked) } });
    return { name, input, hint: note, root: el('div', { className: 'setting' }, el('label', {}, el('span', {}, label), input), note) };
  }

  async function set(name: Switch, on: boolean): Promise<void> {
    if (name === 'closed') return wake(on);
    if (name === 'notices' && on) await notifier.ask();
    settings.set({ [name]: on });
    update();
  }

  async function wake(on: boolean): Promise<void> {
    const waked = waking.set(on);
    update();
    await waked;
    update();
  }

  function update(): void {
    const { allowed } = notifier;
    for (const { name, root: line, input, hint } of switches) {
      if (name === 'closed') {
        updateWaking(line, input, hint);
        continue;
      }
      input.checked = name === 'notices' ? settings.now.notices && allowed === 'granted' : settings.now[name];
      if (name !== 'notices') continue;
      input.disabled = allowed === 'denied' || allowed === 'missing';
      say(hint, allowed === 'denied' ? text.noticesDenied : allowed === 'missing' ? text.noticesMissing : text.noticesHint);
    }
  }

  function updateWaking(line: HTMLElement, input: HTMLInputElement, hint: HTMLElement): void {
    line.hidden = !waking.possible;
    if (waking.busy) {
      input.disabled = true;
      return;
    }
    const denied = notifier.allowed === 'denied';
    input.disabled = denied;
    input.checked = waking.on && !denied;
    say(hint, denied ? text.noticesDenied : waking.trouble || text.closedHint);
  }

  update();
  return { name: 'settings', root, focus: heading, update, key: () => false, close() {
    devices.close();
    check.close();
  } };
}
