// The page of the scenarios in which the page speaks SIP by itself: a library that others wrote, unmodified, and `lab` with the face of lab.js.
//
// sip.html?library=jssip&server=ws://127.0.0.1:8080/v1/sip&domain=127.0.0.1:5060&user=alice&password=secret
import { ear } from './ear.js';

const query = new URLSearchParams(location.search);
const library = query.get('library');
const settings = Object.fromEntries(query);

/** @type {{state: string, calls: object[]}} what PhonePage asks of a phone */
const phone = { state: 'connecting', calls: [] };
const player = new Audio();
const quiet = { forget: () => {}, heard: () => ({ rate: 48000, pcm: '' }), close: () => {} };

const lab = {
  phone,
  events: [],
  call: undefined,
  ear: quiet,
  dial: async to => { take(await client.dial(to.includes('@') ? to : `sip:${to}@${settings.domain}`)); },
  last: name => lab.events.findLast(event => event.name === name && event.call === lab.call)?.detail,
  keys: () => lab.events.filter(({ name, detail, call }) => name === 'dtmf' && detail.from === 'remote' && call === lab.call).map(({ detail }) => detail.digit).join(''),
  async listen() {
    lab.ear.close();
    const stream = lab.call.remoteStream;
    player.srcObject = stream;   // Chromium decodes nothing that no element plays
    await player.play();
    lab.ear = await ear(stream);
  },
  join: () => phone.calls[0].join(phone.calls[1]),
  leave: () => client.leave(),   // ends its registration
  forget: () => lab.ear.forget(),
  heard: () => lab.ear.heard(),
};

function take(call) {
  lab.call = call;
  phone.calls = [...phone.calls.filter(({ state }) => state !== 'ended'), call];
}

/** What the libraries tell of. */
const told = {
  registered: () => { phone.state = 'registered'; },
  failed: why => { phone.state = 'failed'; console.error(why); },
  incoming: take,
  state(call, state) {
    call.state = state;
    console.log(call.direction, state);
  },
  ended(call, detail) {
    call.state = 'ended';
    lab.events.push({ name: 'ended', detail, call });
    console.log(call.direction, 'ended', JSON.stringify(detail));
  },
  key: (call, digit) => lab.events.push({ name: 'dtmf', detail: { digit, from: 'remote' }, call }),
};

// What they leave out of the microphone's sound by default would be the tone.
settings.audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
window.lab = lab;
const { connect } = await import(`./${library}.js`);
const client = await connect(settings, told);
