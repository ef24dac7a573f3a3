package org.ringdown.codec;

/** A short stretch of sound that has passed a row of Goertzel filters: the key that it may hold, and how well its tones fit. */
final class DtmfStretch {
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] TONES = {697, 770, 852, 941, 1209, 1336, 1477, 1633};
    private static final int GROUP = 4;
    private static final double LENGTH = 102.0 / 8000;

    /** Of each tone, as a share of full scale: about -30 dBm0. */
    private static final double QUIETEST = 0.022;

    /** By how much the high tone may be louder, and the low one, as ratios of power: 4 dB and 8 dB (Q.24 §2.4). */
    private static final double TWIST = 2.51;

    private static final double REVERSE_TWIST = 6.31;

    /** By how much the strongest of a group must exceed the others: 8 dB. */
    private static final double ALONE = 6.31;

    /** How much of all there is the two tones must be; what is 1.5 % off its frequency has lost up to a quarter. */
    private static final double MOST = 0.7;

    private final int size;
    private final double threshold;
    private final double[] step = new double[TONES.length];
    private final double[] sine = new double[TONES.length];
    private final double[] cosine = new double[TONES.length];
    private final double[] last = new double[TONES.length];
    private final double[] before = new double[TONES.length];
    private double power;
    private int count;
    private int low;
    private int high;

    DtmfStretch(int sampleRate) {
        size = (int) Math.round(LENGTH * sampleRate);
        double amplitude = QUIETEST * Short.MAX_VALUE * size / 2;
        threshold = amplitude * amplitude;
        for (int i = 0; i < TONES.length; i++) {
            step[i] = 2 * Math.PI * TONES[i] / sampleRate;
            sine[i] = Math.sin(step[i]);
            cosine[i] = Math.cos(step[i]);
        }
    }

    /** Has it be full after half of its length, so that it overlaps another that begins now. */
    void beginHalfFull() {
        count = size / 2;
    }

    /** Whether it is full now. */
    boolean add(double sample) {
        for (int i = 0; i < TONES.length; i++) {
            double next = sample + 2 * cosine[i] * last[i] - before[i];
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

    /** The power of all there is. */
    double power() {
        return power;
    }

    char key() {
        low = strongest(0);
        high = strongest(GROUP);
        double lowPower = found(low);
        double highPower = found(high);
        boolean key =
                lowPower > threshold
                        && highPower > threshold
                        && highPower < lowPower * TWIST
                        && lowPower < highPower * REVERSE_TWIST
                        && isAlone(low, 0)
                        && isAlone(high, GROUP)
                        && 2 * (lowPower + highPower) > MOST * power * size;
        return key ? KEYS.charAt(GROUP * low + high - GROUP) : DtmfDetector.NO_KEY;
    }

    /** The phase of the key's low tone at the end of the stretch. */
    double lowPhase() {
        return phase(low);
    }

    double highPhase() {
        return phase(high);
    }

    /** By how much the low tone has run ahead of its frequency since half a stretch ago, in radians. */
    double lowDrift(double phaseBefore) {
        return drift(low, phaseBefore);
    }

    double highDrift(double phaseBefore) {
        return drift(high, phaseBefore);
    }

    /** The same as a share of the low tone's frequency. */
    double lowDetuned(double drift) {
        return drift / (step[low] * (size / 2));
    }

    double highDetuned(double drift) {
        return drift / (step[high] * (size / 2));
    }

    /** How much of all there is the two tones are, given back what their filters lose of tones that are somewhat off. */
    double share(double lowDrift, double highDrift) {
        return 2 * (found(low) / kept(lowDrift) + found(high) / kept(highDrift)) / (power * size);
    }

    /** A tone that drifts by d in half a stretch loses by (sin d / d)² over the whole of it. */
    private static double kept(double drift) {
        if (Math.abs(drift) < 1e-6) return 1;
        double amplitude = Math.sin(drift) / drift;
        return amplitude * amplitude;
    }

    private double phase(int tone) {
        return Math.atan2(before[tone] * sine[tone], last[tone] - before[tone] * cosine[tone]);
    }

    private double drift(int tone, double phaseBefore) {
        double ahead = phase(tone) - phaseBefore - step[tone] * (size / 2);
        return ahead - 2 * Math.PI * Math.rint(ahead / (2 * Math.PI));
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
                - 2 * cosine[tone] * last[tone] * before[tone];
    }
}
