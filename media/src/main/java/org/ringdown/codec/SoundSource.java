package org.ringdown.codec;

import java.util.Arrays;

/** Sound that goes on: a tone, noise, a melody. */
public interface SoundSource {
    SoundSource SILENCE = (samples, count) -> Arrays.fill(samples, 0, count, (short) 0);

    /** Writes the next {@code count} samples. */
    void fill(short[] samples, int count);
}
