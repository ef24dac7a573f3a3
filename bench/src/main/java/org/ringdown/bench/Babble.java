package org.ringdown.bench;

import java.util.Random;
import org.ringdown.codec.SoundSource;

/** Something that costs a codec what a voice does: harmonics of a pitch that glides, in syllables, with pauses and breath. */
final class Babble implements SoundSource {
    private static final double[] HARMONICS = {1, 0.8, 0.9, 0.6, 0.3, 0.25, 0.3, 0.2, 0.1, 0.08};

    private final int sampleRate;
    private final Random random = new Random(7);
    private double phase;
    private long sample;

    Babble(int sampleRate) {
        this.sampleRate = sampleRate;
    }

    @Override
    public void fill(short[] samples, int count) {
        for (int i = 0; i < count; i++) samples[i] = (short) (4000 * next());
    }

    private double next() {
        double time = (double) sample++ / sampleRate;
        phase += (140 + 40 * Math.sin(2.1 * time)) / sampleRate;
        double syllable = Math.max(0, Math.sin(2 * Math.PI * 2.3 * time));
        boolean pause = time % 5 > 3.6;
        double sum = random.nextGaussian() * 0.02;
        for (int i = 0; i < HARMONICS.length && !pause; i++)
            sum += syllable * HARMONICS[i] * Math.sin(2 * Math.PI * phase * (i + 1));
        return sum;
    }
}
