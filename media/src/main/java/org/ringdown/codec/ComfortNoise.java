package org.ringdown.codec;

import java.util.random.RandomGenerator;

/** Quiet noise that says the line is not dead: about -60 dB below full scale, without the hiss of the highest frequencies. */
public final class ComfortNoise implements SoundSource {
    private static final int PEAK = 96;

    private final RandomGenerator random;
    private int smoothed;

    public ComfortNoise(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void fill(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            int fresh = random.nextInt() >> 24; // -128 to 127
            smoothed += (fresh * PEAK / 128 - smoothed) / 2;
            samples[i] = (short) smoothed;
        }
    }
}
