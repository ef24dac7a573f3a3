package org.ringdown.codec;

import java.util.Random;

/** Something like a voice: pulses whose pitch glides, through the resonances of a mouth that moves, with hisses between. For tests. */
public final class Voice implements SoundSource {
    private static final double[][] VOWELS = {
        {730, 1090, 2440}, {270, 2290, 3010}, {300, 870, 2240}, {530, 1840, 2480}, {570, 840, 2410}
    };
    private static final double[] BANDWIDTHS = {80, 110, 160};

    private final int sampleRate;
    private final Random random;
    private final double[][] state = new double[3][2];
    private double phase;
    private double pitch = 130;
    private double glide;
    private double loudness;
    private double towards;
    private boolean hiss;
    private int left;
    private double[] vowel = VOWELS[0];

    public Voice(int sampleRate, long seed) {
        this.sampleRate = sampleRate;
        this.random = new Random(seed);
    }

    @Override
    public void fill(short[] samples, int count) {
        for (int i = 0; i < count; i++) samples[i] = next();
    }

    private short next() {
        if (left-- == 0) syllable();
        loudness += (towards - loudness) / (0.01 * sampleRate);
        pitch += glide / sampleRate;
        phase += pitch / sampleRate;
        double excitation = hiss ? random.nextGaussian() / 4 : 0;
        if (phase >= 1) {
            phase -= 1;
            if (!hiss) excitation = 8;
        }
        double sound = 0;
        for (int i = 0; i < 3; i++)
            sound += resonance(state[i], vowel[i], BANDWIDTHS[i], excitation) / (i + 1);
        return (short) Math.clamp(loudness * sound * 900, -30_000, 30_000);
    }

    private void syllable() {
        left = sampleRate / 12 + random.nextInt(sampleRate / 8);
        vowel = VOWELS[random.nextInt(VOWELS.length)];
        hiss = random.nextInt(5) == 0;
        towards = random.nextInt(6) == 0 ? 0.02 : 0.5 + random.nextDouble();
        pitch = 100 + random.nextInt(100);
        glide = random.nextInt(200) - 100;
    }

    private double resonance(
            double[] before, double frequency, double bandwidth, double excitation) {
        double radius = Math.exp(-Math.PI * bandwidth / sampleRate);
        double turn = 2 * Math.PI * frequency / sampleRate;
        double sound =
                excitation * (1 - radius) * 6
                        + 2 * radius * Math.cos(turn) * before[0]
                        - radius * radius * before[1];
        before[1] = before[0];
        before[0] = sound;
        return sound;
    }
}
