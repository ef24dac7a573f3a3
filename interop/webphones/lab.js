// What every web phone of the tests offers them, as `lab`: register and call by a library that knows nothing of Ringdown.
import { ear } from '/ear.js';

export const query = Object.fromEntries(new URLSearchParams(location.search));

const player = new Audio();
player.muted = true;

export const lab = {
  registered: false,
  state: 'idle',        // ringing, incoming, active, ended
  why: '',              // of an end, in the library's words
  connection: undefined,
  ear: { forget: () => {}, heard: () => ({ rate: 48000, pcm: '' }), close: () => {} },

  async listen() {
    lab.ear.close();
    const stream = new MediaStream(lab.connection.getReceivers().map(receiver => receiver.track));
    player.srcObject = stream;   // what nobody plays, Chromium does not decode
    await player.play();
    lab.ear = await ear(stream);
  },
  forget: () => lab.ear.forget(),
  heard: () => lab.ear.heard(),
  // dial(to), answer(), hangup(), press(key), hold(on), unregister(): by the library.
};

export function enter(state, why = '') {
  console.log(state, why);
  lab.state = state;
  lab.why = String(why);
}

window.lab = lab;
