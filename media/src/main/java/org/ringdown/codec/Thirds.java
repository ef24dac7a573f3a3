package org.ringdown.codec;

/** Sound at 48 kHz as it is at 16 kHz: every third sample, after a filter that lets through what those can carry. All at once, for files. */
final class Thirds {
    private static final int FACTOR = 3;

    /** Taps on one side of the middle one. */
    private static final int HALF = 48;

    private static final float[] TAPS = taps();

    private Thirds() {}

    /** A sinc, softened at its ends (Blackman), a little below half of the rate that is left, scaled so that what does not change stays as it is. */
    private static float[] taps() {
        var taps = new float[2 * HALF + 1];
        double edge = 0.92 / FACTOR;
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            int distance = i - HALF;
            double turn = Math.PI * distance / (HALF + 1);
            double soft = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
            double sinc =
                    distance == 0
                            ? edge
                            : Math.sin(Math.PI * edge * distance) / (Math.PI * distance);
            taps[i] = (float) (sinc * soft);
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) taps[i] /= (float) sum;
        return taps;
    }

    static short[] of(short[] samples) {
        var third = new short[(samples.length + FACTOR - 1) / FACTOR];
        for (int i = 0; i < third.length; i++) third[i] = at(samples, FACTOR * i);
        return third;
    }

    private static short at(short[] samples, int middle) {
        float sum = 0;
        int from = Math.max(0, middle - HALF);
        int to = Math.min(samples.length - 1, middle + HALF);
        for (int i = from; i <= to; i++) sum += samples[i] * TAPS[i - middle + HALF];
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
