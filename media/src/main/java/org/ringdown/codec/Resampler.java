package org.ringdown.codec;

/**
 * Doubles a sample rate, or halves it, by a filter that lets through what both rates can carry.
 *
 * <p>It is a half-band filter: of its taps every other one is zero, but for the middle one. Its delay is 1.4 ms at 16 kHz.
 */
final class Resampler {
    /** Taps on one side that are not zero. */
    private static final int HALF = 12;

    private static final int LENGTH = 4 * HALF - 1;
    private static final float[] SIDE = side();

    private final boolean up;
    private final float[] window;
    private int at;

    private Resampler(boolean up) {
        this.up = up;
        // Twice, so that it can be read in one piece wherever it begins.
        this.window = new float[2 * LENGTH];
    }

    static Resampler doubling() {
        return new Resampler(true);
    }

    static Resampler halving() {
        return new Resampler(false);
    }

    /** A sinc, softened at its ends (Blackman), scaled so that what does not change stays as it is. */
    private static float[] side() {
        var side = new float[HALF];
        double sum = 0;
        for (int i = 0; i < HALF; i++) {
            int distance = 2 * i + 1;
            double turn = Math.PI * distance / (2 * HALF);
            double soft = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
            side[i] = (float) (Math.sin(Math.PI * distance / 2) / (Math.PI * distance) * soft);
            sum += 2 * side[i];
        }
        for (int i = 0; i < HALF; i++) side[i] *= (float) (0.5 / sum);
        return side;
    }

    /** Converts the first {@code count} samples, an even number where they are halved; says how many it made. */
    int convert(short[] from, int count, short[] to) {
        return up ? twice(from, count, to) : half(from, count, to);
    }

    private int twice(short[] from, int count, short[] to) {
        for (int i = 0; i < count; i++) {
            put(from[i]);
            to[2 * i] = rounded(2 * filtered());
            put(0);
            to[2 * i + 1] = rounded(2 * filtered());
        }
        return 2 * count;
    }

    private int half(short[] from, int count, short[] to) {
        for (int i = 0; i + 1 < count; i += 2) {
            put(from[i]);
            put(from[i + 1]);
            to[i / 2] = rounded(filtered());
        }
        return count / 2;
    }

    private void put(float sample) {
        window[at] = sample;
        window[at + LENGTH] = sample;
        if (++at == LENGTH) at = 0;
    }

    private float filtered() {
        int middle = at + LENGTH / 2;
        float sum = window[middle] / 2;
        for (int i = 0; i < HALF; i++) {
            int distance = 2 * i + 1;
            sum += SIDE[i] * (window[middle - distance] + window[middle + distance]);
        }
        return sum;
    }

    private static short rounded(float value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
