// The same stopwatch for every page that is compared: from a click to the first sound of the other side.
//
// bench.click() starts it and bench.call(); bench.marks are milliseconds since then, `audio` the one that counts: when a frame with
// sound in it comes out of the browser's decoder. `packet` is read from statistics, which are up to 50 ms old.
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

/** The mean square of a frame that is heard. */
const LOUD = 1e-3;

/** Whether a page can read the sound that it plays, frame by frame; Firefox has only statistics to tell by. */
const reads = 'MediaStreamTrackProcessor' in window;

async function listen(track) {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  for (let loud = false; !loud || bench.start === undefined;) {
    const { value: frame, done } = await reader.read();
    if (done) return;
    const samples = new Float32Array(frame.numberOfFrames);
    frame.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    frame.close();
    loud = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length > LOUD;
  }
  bench.mark('audio');
}

window.RTCPeerConnection = class extends Connection {
  constructor(...options) {
    super(...options);
    this.addEventListener('connectionstatechange', () => { if (this.connectionState === 'connected') bench.mark('connected'); });
    if (reads) this.addEventListener('track', ({ track }) => listen(track));
    const timer = setInterval(async () => {
      if (this.connectionState === 'closed' || bench.marks.audio !== undefined) return clearInterval(timer);
      for (const report of (await this.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
        if (report.packetsReceived > 0) bench.mark('packet');
        if (!reads && report.totalAudioEnergy > AUDIBLE) bench.mark('audio');
      }
    }, 10);
  }
};
