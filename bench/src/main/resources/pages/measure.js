// The same stopwatch for every page that is compared: from a click to the first sound of the other side.
//
// bench.click() starts it and bench.call(); bench.marks are milliseconds since then, `audio` the one that counts.
const Connection = window.RTCPeerConnection;

const bench = window.bench = {
  ready: false,
  marks: {},
  call: undefined,     // how this page calls
  hangup: undefined,
  async click() {
    bench.marks = {};
    bench.start = performance.now();
    await bench.call();
  },
  mark(name) { bench.marks[name] ??= Math.round(performance.now() - bench.start); },
};

/** Sound has arrived when its energy has: packets of silence do not count. */
const AUDIBLE = 1e-4;

window.RTCPeerConnection = class extends Connection {
  constructor(...options) {
    super(...options);
    this.addEventListener('connectionstatechange', () => { if (this.connectionState === 'connected') bench.mark('connected'); });
    const timer = setInterval(async () => {
      if (this.connectionState === 'closed' || bench.marks.audio !== undefined) return clearInterval(timer);
      for (const report of (await this.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
        if (report.packetsReceived > 0) bench.mark('packet');
        if (report.totalAudioEnergy > AUDIBLE) bench.mark('audio');
      }
    }, 10);
  }
};
