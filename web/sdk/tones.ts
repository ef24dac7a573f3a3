/** The sounds of a telephone, as samples. Pure: no audio hardware. */

/** Frequencies sounded together for `ms`; no frequency is silence. */
interface Part { readonly hz: readonly number[]; readonly ms: number }

export type ToneName = 'ringtone' | 'ringback' | 'busy' | 'waiting';

/** One period of each repeated tone. */
const TONES: Readonly<Record<ToneName, readonly Part[]>> = {
  ringtone: [{ hz: [400, 450], ms: 400 }, { hz: [], ms: 200 }, { hz: [400, 450], ms: 400 }, { hz: [], ms: 2000 }],
  ringback: [{ hz: [425], ms: 1000 }, { hz: [], ms: 4000 }],
  busy: [{ hz: [425], ms: 480 }, { hz: [], ms: 480 }],
  waiting: [{ hz: [425], ms: 200 }, { hz: [], ms: 200 }, { hz: [425], ms: 200 }, { hz: [], ms: 4400 }],
};

/** To try a loudspeaker: it goes up, so that it is no telephone's. */
export const TEST_TONE: readonly Part[] = [{ hz: [523.25], ms: 250 }, { hz: [659.25], ms: 250 }, { hz: [783.99], ms: 400 }];

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];
const KEYS = '123A456B789C*0#D';

export function keyParts(key: string, ms: number): Part[] {
  const at = KEYS.indexOf(key);
  if (key === '' || at < 0) return [];
  return [{ hz: [ROWS[at >> 2] as number, COLUMNS[at & 3] as number], ms }];
}

export function toneParts(name: ToneName): readonly Part[] {
  return TONES[name];
}

const LOUDNESS = 0.18;
const FADE = 0.004;   // seconds; a tone that starts at once clicks

export function render(parts: readonly Part[], rate: number): Float32Array<ArrayBuffer> {
  const lengths = parts.map(({ ms }) => Math.round(ms * rate / 1000));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  parts.forEach(({ hz }, i) => {
    const length = lengths[i] as number;
    for (let n = 0; n < length; n++) {
      const fade = Math.min(1, n / (FADE * rate), (length - n) / (FADE * rate));
      samples[at + n] = fade * LOUDNESS * hz.reduce((sum, f) => sum + Math.sin(2 * Math.PI * f * n / rate), 0) / (hz.length || 1);
    }
    at += length;
  });
  return samples;
}
