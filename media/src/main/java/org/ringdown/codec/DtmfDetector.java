package org.ringdown.codec;

/**
 * Finds key presses in sound: one tone of each of two groups of four, and nothing else (ITU-T Q.23, Q.24).
 *
 * <p>It looks at stretches of 12.75 ms, a new one every half of that. A stretch holds a key when the two strongest tones, one a group, are
 * loud enough, nearly as strong as each other, far above the others of their groups, and most of all there is. Four such stretches in a row,
 * as loud as each other, are a press: so that 40 ms always suffice and 20 ms never do. Speech and music have other tones beside, or do not
 * keep still for so long.
 */
public final class DtmfDetector {
    /** What is found when no new key is. */
    public static final char NO_KEY = 0;

    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] TONES = {697, 770, 852, 941, 1209, 1336, 1477, 1633};
    private static final int GROUP = 4;
    private static final double STRETCH = 102.0 / 8000;

    /** How many stretches make a press, and how many without it its end. */
    private static final int STEADY = 4;

    /** By how much those may differ, as a ratio of power: 1.5 dB. */
    private static final double STILL = 1.41;

    /** Of each tone, as a share of full scale: about -30 dBm0. */
    private static final double QUIETEST = 0.022;

    /** By how much the high tone may be louder, and the low one, as ratios of power: 4 dB and 8 dB (Q.24 §2.4). */
    private static final double TWIST = 2.51;

    private static final double REVERSE_TWIST = 6.31;

    /** By how much the strongest of a group must exceed the others: 8 dB. */
    private static final double ALONE = 6.31;

    /** How much of all there is the two tones must be; what is 1.5 % off its frequency has lost up to a quarter. */
    private static final double MOST = 0.75;

    private final Stretch one;
    private final Stretch other;
    private final int size;
    private final double threshold;
    private final double[] coefficients = new double[TONES.length];

    private char candidate = NO_KEY;
    private int hits;
    private double loudest;
    private double quietest;
    private char pressed = NO_KEY;
    private int misses;

    public DtmfDetector(int sampleRate) {
        size = (int) Math.round(STRETCH * sampleRate);
        double amplitude = QUIETEST * Short.MAX_VALUE * size / 2;
        threshold = amplitude * amplitude;
        for (int i = 0; i < TONES.length; i++)
            coefficients[i] = 2 * Math.cos(2 * Math.PI * TONES[i] / sampleRate);
        one = new Stretch();
        other = new Stretch();
        other.count = size / 2;
    }

    /** Takes the next {@code length} samples, at most a tenth of a second; the key that was pressed in them, if any. */
    public char receive(short[] samples, int length) {
        char found = NO_KEY;
        for (int at = 0; at < length; at++) {
            char key = one.add(samples[at]) ? next(one) : NO_KEY;
            if (other.add(samples[at])) key = next(other);
            if (key != NO_KEY) found = key;
        }
        return found;
    }

    /** Counts what a stretch holds, and begins the next. */
    private char next(Stretch stretch) {
        char key = stretch.key();
        double power = stretch.power;
        stretch.clear();
        boolean same = key != NO_KEY && key == candidate && isStill(power);
        hits = same ? hits + 1 : 1;
        loudest = same ? Math.max(loudest, power) : power;
        quietest = same ? Math.min(quietest, power) : power;
        candidate = key;
        misses = key == pressed ? 0 : misses + 1;
        if (misses >= STEADY) pressed = NO_KEY;
        if (key == NO_KEY || key == pressed || hits < STEADY) return NO_KEY;
        pressed = key;
        misses = 0;
        return key;
    }

    private boolean isStill(double power) {
        return power * STILL > loudest && power < quietest * STILL;
    }

    /** One row of Goertzel filters. */
    private final class Stretch {
        private final double[] last = new double[TONES.length];
        private final double[] before = new double[TONES.length];
        private double power;
        private int count;

        /** Whether it is full now. */
        boolean add(double sample) {
            for (int i = 0; i < TONES.length; i++) {
                double next = sample + coefficients[i] * last[i] - before[i];
                before[i] = last[i];
                last[i] = next;
            }
            power += sample * sample;
            return ++count == size;
        }

        void clear() {
            for (int i = 0; i < TONES.length; i++) last[i] = before[i] = 0;
            power = 0;
            count = 0;
        }

        char key() {
            int low = strongest(0);
            int high = strongest(GROUP);
            double lowPower = found(low);
            double highPower = found(high);
            boolean key =
                    lowPower > threshold
                            && highPower > threshold
                            && highPower < lowPower * TWIST
                            && lowPower < highPower * REVERSE_TWIST
                            && isAlone(low, 0)
                            && isAlone(high, GROUP)
                            && holds(MOST);
            return key ? KEYS.charAt(GROUP * low + high - GROUP) : NO_KEY;
        }

        /** Whether the two strongest tones are so much of it. */
        boolean holds(double share) {
            double both = found(strongest(0)) + found(strongest(GROUP));
            return 2 * both > share * power * size;
        }

        private int strongest(int group) {
            int strongest = group;
            for (int i = group + 1; i < group + GROUP; i++)
                if (found(i) > found(strongest)) strongest = i;
            return strongest;
        }

        private boolean isAlone(int tone, int group) {
            for (int i = group; i < group + GROUP; i++)
                if (i != tone && found(i) * ALONE > found(tone)) return false;
            return true;
        }

        private double found(int tone) {
            return last[tone] * last[tone]
                    + before[tone] * before[tone]
                    - coefficients[tone] * last[tone] * before[tone];
        }
    }
}
