// Comes before a page that knows nothing of being tested, and may forbid it more than ear.js needs: `lab.heard()` is the latest two thirds of a
// second of what any of its connections has brought.
window.lab = { forget() {}, heard: () => ({ rate: 48000, pcm: '' }) };
{
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...options) {
      super(...options);
      this.addEventListener('track', ({ track }) => { if (track.kind === 'audio') listen(new MediaStream([track])); });
    }
  };

  function listen(stream) {
    const audio = new AudioContext();
    const analyser = new AnalyserNode(audio, { fftSize: 32768 });
    audio.createMediaStreamSource(stream).connect(analyser).connect(audio.destination);
    const samples = new Float32Array(analyser.fftSize);
    window.lab.heard = () => {
      analyser.getFloatTimeDomainData(samples);
      const bytes = new Uint8Array(Int16Array.from(samples, sample => Math.max(-1, Math.min(1, sample)) * 32767).buffer);
      let text = '';
      for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
      return { rate: audio.sampleRate, pcm: btoa(text) };
    };
  }
}
