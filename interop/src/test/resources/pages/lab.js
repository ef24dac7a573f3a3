// The page of the scenarios: the SDK as any site would use it, and `lab`, through which the tests look at it.
//
// phone.html?gateway=http://127.0.0.1:8080&user=alice, or &token=… where tokens are not for the asking
import { ear, tone } from './ear.js';

const query = new URLSearchParams(location.search);
const gateway = query.get('gateway');
const now = () => performance.timeOrigin + performance.now();   // milliseconds of the wall clock
const quiet = { forget: () => {}, heard: () => ({ rate: 48000, pcm: '' }), close: () => {} };

const lab = {
  born: window.born,       // when the first script of this page ran
  firstAudio: undefined,   // when the first sound arrived, counted from the same clock
  events: [],           // {t, name, detail}
  call: undefined,      // the latest
  ear: quiet,

  async dial(to, hz) {
    watch(await lab.phone.call(to, hz ? { stream: await tone(hz) } : {}));
  },
  watch,
  async conference() {
    const calls = lab.phone.calls;
    lab.phone.on('call', watch);
    await lab.phone.conference(...calls);
  },
  join: () => lab.phone.calls[0].transfer(lab.phone.calls[1]),
  async answer(hz) { await lab.call.answer({ stream: await tone(hz) }); },
  last: name => lab.events.findLast(event => event.name === name && event.call === lab.call)?.detail,
  keys: () => lab.events.filter(({ name, detail, call }) => name === 'dtmf' && detail.from === 'remote' && call === lab.call).map(({ detail }) => detail.digit).join(''),

  candidate: async () => (await lab.call.getStats()).candidate,   // the kind that packets leave by

  async farAddress() {     // where they go
    for (const pc of lab.pcs) {
      if (pc.connectionState !== 'connected') continue;
      const reports = await pc.getStats();
      for (const pair of reports.values()) {
        if (pair.type === 'candidate-pair' && pair.nominated && pair.state === 'succeeded') return reports.get(pair.remoteCandidateId).address;
      }
    }
  },

  async sent() {           // by its connection: packets, their payloads' bytes, and in what
    for (const pc of lab.pcs) {
      if (pc.connectionState !== 'connected') continue;
      const reports = await pc.getStats();
      for (const { type, codecId, packetsSent, bytesSent } of reports.values()) {
        if (type === 'outbound-rtp') return { codec: reports.get(codecId)?.mimeType ?? '', packets: packetsSent, bytes: bytesSent };
      }
    }
  },

  async way() {            // how they go
    for (const pc of lab.pcs) {
      if (pc.connectionState !== 'connected') continue;
      const reports = await pc.getStats();
      for (const pair of reports.values()) {
        if (pair.type !== 'candidate-pair' || !pair.nominated || pair.state !== 'succeeded') continue;
        const { candidateType, protocol, relayProtocol } = reports.get(pair.localCandidateId);
        return candidateType === 'relay' ? `relay by ${relayProtocol}` : protocol;
      }
    }
  },

  async listen() {
    lab.ear.close();
    lab.ear = await ear(lab.call.remoteStream);
  },
  forget: () => lab.ear.forget(),
  heard: () => lab.ear.heard(),
};

// The statistics of every connection, whoever makes it.
const Connection = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Connection {
  constructor(...options) {
    super(...options);
    (lab.pcs ??= []).push(this);
    let heard = false; // each counts once: one that is made ready now is listened to when it is used, whatever was heard by another before
    const timer = setInterval(async () => {
      if (this.connectionState === 'closed' || heard) return clearInterval(timer);
      const reports = [...(await this.getStats()).values()];
      if (heard || !reports.some(report => report.type === 'inbound-rtp' && report.totalAudioEnergy > 1e-4)) return;
      heard = true;
      lab.firstAudio ??= now();
    }, 20);
  }
};

const { Phone } = await import(gateway + '/ringdown-client.js');

const token = () => query.get('token') ?? fetch(gateway + '/v1/tokens', { method: 'POST', body: JSON.stringify({ user: query.get('user') }) })
  .then(response => response.json()).then(({ token }) => token);

const seen = new Set();

function watch(call) {
  lab.call = call;
  listen(call);
}

function listen(call) {
  if (seen.has(call)) return;
  seen.add(call);
  for (const name of ['state', 'ringing', 'answered', 'hold', 'dtmf', 'transfer', 'video', 'reconnecting', 'reconnected', 'ended', 'error']) {
    call.on(name, detail => {
      lab.events.push({ t: now(), name, detail: plain(detail), call });
      console.log(call.id, name, JSON.stringify(plain(detail)));
    });
  }
}

const plain = detail => detail instanceof Error ? { code: detail.code, message: detail.message } : detail;

const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };   // a tone is noise to them

lab.preflight = echo => {   // its report will be lab.report
  lab.report = undefined;
  Phone.preflight({ token, audio, echo, onProgress: check => console.log('preflight', JSON.stringify(check)) })
    .then(report => { lab.report = report; }, error => { lab.report = { verdict: String(error) }; });
};
lab.phone = new Phone({ token, audio, iceTransportPolicy: query.get('candidates') ?? 'all' });
lab.phone.on('incoming', watch);
lab.phone.on('call', call => lab.call ? listen(call) : watch(call));   // those of other tabs are told too
lab.phone.on('state', state => console.log('phone', state));
lab.phone.on('error', error => console.log('phone error', error.code, error.message));
window.lab = lab;
await lab.phone.connect();
