package org.ringdown.codec;

/** How much of a stretch of sound is one frequency (Goertzel's algorithm). */
public final class Goertzel {
    private Goertzel() {}

    /**
     * The share of {@code frequency} in the power of samples {@code from} to {@code to}: 1 for that tone alone, 0 for silence. A
     * stretch resolves frequencies that are a few times 1/duration apart.
     */
    public static double share(
            short[] samples, int from, int to, int sampleRate, double frequency) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequency / sampleRate);
        double last = 0;
        double before = 0;
        double power = 0;
        for (int i = from; i < to; i++) {
            double next = samples[i] + coefficient * last - before;
            before = last;
            last = next;
            power += (double) samples[i] * samples[i];
        }
        if (power == 0) return 0;
        double found = last * last + before * before - coefficient * last * before;
        return Math.min(1, 2 * found / (power * (to - from)));
    }

    public static double share(short[] samples, int sampleRate, double frequency) {
        return share(samples, 0, samples.length, sampleRate, frequency);
    }
}
