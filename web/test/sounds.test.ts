import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Output } from '../sdk/devices/output.js';
import { type Outputs, Sounds } from '../sdk/sounds.js';
import { FakeContext, FakeStream, settle } from './fakes.js';
import { browser } from './harness.js';

describe('the phone’s own noises', () => {
  let context: FakeContext, outputs: Outputs, sounds: Sounds;

  beforeEach(() => {
    context = browser.context = new FakeContext();
    outputs = { speaker: new Output(), ringtone: new Output() };
    sounds = new Sounds(browser, {}, outputs);
  });

  it('play where the system says, unless another is chosen', () => {
    sounds.start('ringtone', {});
    sounds.key('5', 100);
    expect([context.connected, browser.elements.length]).toEqual([['speakers', 'speakers'], 0]);
  });

  it('of a call play through the speaker that is chosen, and leave nothing behind', async () => {
    outputs.speaker.want('earphones');
    const owner = {};
    sounds.start('ringback', owner);
    await settle();
    const [element] = browser.elements;
    expect([element?.sink, element?.playing, element?.srcObject]).toEqual(['earphones', true, expect.any(FakeStream)]);
    sounds.stop('ringback', owner);
    expect([element?.playing, element?.srcObject]).toEqual([false, null]);
    outputs.speaker.want('other');
    await outputs.speaker.redirect();
    expect(element?.sink).toBe('earphones');   // forgotten
  });

  it('that call somebody play through the other one', async () => {
    outputs.ringtone.want('loud');
    sounds.start('ringtone', {});
    sounds.start('ringback', {});
    await settle();
    expect([browser.elements.map(({ sink }) => sink), context.connected.filter((to) => to === 'speakers').length]).toEqual([['loud'], 1]);
  });

  it('go over to a loudspeaker that is chosen while they play', async () => {
    outputs.ringtone.want('loud');
    sounds.start('ringtone', {});
    outputs.ringtone.want('louder');
    await outputs.ringtone.redirect();
    expect(browser.elements[0]?.sink).toBe('louder');
  });

  it('are heard from the next click on, where the browser held them back', () => {
    context.wakes = false;
    sounds.start('ringtone', {});
    expect(context.state).toBe('suspended');
    context.wakes = true;
    browser.fire('pointerup');
    expect(context.state).toBe('running');
  });

  it('are heard after unlock(), too, and none is begun by it', () => {
    const made = vi.spyOn(browser, 'audioContext');
    sounds.unlock();
    expect(made).not.toHaveBeenCalled();
    context.wakes = false;
    sounds.start('ringtone', {});
    context.wakes = true;
    sounds.unlock();
    expect(context.state).toBe('running');
  });

  it('can be none', () => {
    const silent = new Sounds(browser, { ringtone: false, dtmf: false }, outputs);
    silent.start('ringtone', {});
    silent.key('5', 100);
    expect(context.connected).toEqual([]);
  });
});
