package org.ringdown.codec;

/**
 * Tells at a glance what cannot be a key: silence, and sound that is deeper or higher than the tones of keys are. Most of speech is, and all of
 * noise, for a twentieth of what filters cost.
 *
 * <p>How much samples differ from those before them, as a share of their own power, is 4 sin²(πf/r) for a tone of f at a rate of r; of several
 * it is in between, by their power.
 */
final class KeyGlance {
    private static final double DEEPEST = 697;
    private static final double HIGHEST = 1633;

    /** A short stretch holds no whole number of periods, and so shows less or more. */
    private static final double LEAST = 0.7;

    private static final double MOST = 1.15;

    /** What noise 15 dB below adds. */
    private static final double NOISE = 0.15;

    /** So that sums fit into an int; what is lost is 30 dB below the quietest key. */
    private static final int COARSE = 4;

    private static final int QUIETEST = 8;

    private final double deepest;
    private final double highest;

    KeyGlance(int sampleRate) {
        deepest = LEAST * difference(DEEPEST / sampleRate);
        highest = MOST * difference(HIGHEST / sampleRate) + NOISE;
    }

    private static double difference(double turns) {
        double sine = Math.sin(Math.PI * turns);
        return 4 * sine * sine;
    }

    /** Whether these samples, at most 128 after a first one, may be of a key. */
    boolean mayBeKey(short[] samples, int from, int to) {
        int power = 0;
        int differences = 0;
        for (int i = from; i < to; i++) {
            int sample = samples[i] >> COARSE;
            int difference = sample - (samples[i - 1] >> COARSE);
            power += sample * sample;
            differences += difference * difference;
        }
        return power > QUIETEST * QUIETEST * (to - from)
                && differences > deepest * power
                && differences < highest * power;
    }
}
