import { el, say } from '../elements/dom.js';
import { errorWords, words } from '../elements/words.js';
import { RingdownError } from '../sdk/errors.js';
import type { AudioManager } from '../sdk/ringdown.js';
import { listOf, type Role, ROLES, use } from './devices.js';
import type { KeptSettings } from './settings.js';

export interface DevicesView {
  readonly root: HTMLElement;
  close(): void;
}

/** Which microphone, which loudspeaker, and where it rings; how loud the microphone is. */
export function devicesView(audio: AudioManager, settings: KeptSettings): DevicesView {
  const text = words().devices;
  const wrong = el('p', { className: 'wrong', attrs: { role: 'alert' } });
  const meter = el('meter', { min: 0, max: 1, low: 0.02, attrs: { 'aria-label': text.level } });
  const choices = ROLES.map((role) => ({ role, select: el('select', { on: { change: (event: Event) => void choose(role, (event.target as HTMLSelectElement).value) } }) }));
  const root = el('div', { className: 'devices' },
    ...choices.map(({ role, select }) => el('label', { className: 'field' }, el('span', {}, text[role]), select)), meter, wrong,
    el('button', { type: 'button', className: 'plain', on: { click: () => void audio.test('speaker') } }, text.test));
  const off = audio.level((rms) => { meter.value = Math.min(1, Math.sqrt(rms)); });   // as ears judge it, roughly

  async function choose(role: Role, id: string): Promise<void> {
    say(wrong, '');
    try {
      await use(audio, role, id);
      settings.set({ [role]: id });
    } catch (thrown) {
      say(wrong, errorWords(RingdownError.from(thrown, 'mic-not-found')));
      await list();
    }
  }

  async function list(): Promise<void> {
    for (const { role, select } of choices) {
      const devices = (await listOf(audio, role)).filter(({ deviceId, label }) => deviceId !== '' && deviceId !== 'default' && label !== '');
      select.replaceChildren(el('option', { value: '' }, text.system), ...devices.map(({ deviceId, label }) => el('option', { value: deviceId }, label)));
      select.value = devices.some(({ deviceId }) => deviceId === settings.now[role]) ? settings.now[role] : '';
      select.parentElement?.toggleAttribute('hidden', devices.length === 0 && role !== 'microphone');   // a browser in which only the system chooses
    }
  }

  void list();
  return { root, close: off };
}
