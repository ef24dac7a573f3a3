// What a page plays, kept as samples, so that the tests can judge it themselves.
//
// ear(stream) -> {heard(), forget(), close()}: heard() gives {rate, pcm}, 16-bit samples in base64, since the last forget().
const worklet = URL.createObjectURL(new Blob([`
  registerProcessor('ear', class extends AudioWorkletProcessor {
    process([[channel]]) {
      if (channel) this.port.postMessage(channel.slice());
      return true;
    }
  });`], { type: 'text/javascript' }));

let context;

/** One context for all ears of a page; it never resumes in a Firefox that has no sound output. */
export async function earContext() {
  if (!context) {
    context = new AudioContext();
    await context.audioWorklet.addModule(worklet);
    await context.resume();
  }
  return context;
}

export async function ear(stream) {
  const audio = await earContext();
  const source = audio.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(audio, 'ear', { numberOfOutputs: 1 });
  let blocks = [];
  node.port.onmessage = ({ data }) => blocks.push(data);
  source.connect(node).connect(audio.destination);   // a node that leads nowhere is not run; this one is silent
  return {
    forget: () => { blocks = []; },
    heard: () => ({ rate: audio.sampleRate, pcm: base64(blocks) }),
    close: () => { source.disconnect(); node.disconnect(); },
  };
}

/** A stream with a tone, for a page that is not to use its microphone. */
export async function tone(hz) {
  const audio = await earContext();
  const out = audio.createMediaStreamDestination();
  const oscillator = new OscillatorNode(audio, { frequency: hz });
  oscillator.connect(new GainNode(audio, { gain: 0.5 })).connect(out);
  oscillator.start();
  return out.stream;
}

function base64(blocks) {
  const samples = new Int16Array(blocks.reduce((size, block) => size + block.length, 0));
  let at = 0;
  for (const block of blocks) for (const sample of block) samples[at++] = Math.max(-1, Math.min(1, sample)) * 32767;
  const bytes = new Uint8Array(samples.buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
