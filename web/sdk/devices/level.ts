import type { Platform } from '../platform.js';
import type { Unsubscribe } from '../ringdown.js';

const EVERY = 50;
const WINDOW = 2048;   // samples, 43 ms at 48 kHz

/** How loud a stream is, twenty times a second: the root of the mean square, 0 to 1. Says nothing where the browser has no Web Audio. */
export function loudness(platform: Platform, stream: MediaStream, told: (rms: number) => void): Unsubscribe {
  const context = platform.audioContext();
  if (!context) return () => undefined;
  void context.resume().catch(() => undefined);   // never waited for: without a sound device some browsers do not finish it
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = WINDOW;
  source.connect(analyser);
  const samples = new Float32Array(WINDOW);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    told(rms(samples));
  }, EVERY);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close().catch(() => undefined);
  };
}

export function rms(samples: Float32Array): number {
  return samples.length === 0 ? 0 : Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
