package org.ringdown.codec;

/**
 * A short stretch of sound that has passed a row of Goertzel filters: the key that it may hold, and how well its tones fit. One after the other
 * is listened to, each half in the last.
 */
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
    private int low;
    private int high;

    DtmfStretch(int sampleRate) {
        size = 2 * (int) Math.round(LENGTH * sampleRate / 2);
        double amplitude = QUIETEST * Short.MAX_VALUE * size / 2;
        threshold = amplitude * amplitude;
        for (int i = 0; i < TONES.length; i++) {
            step[i] = 2 * Math.PI * TONES[i] / sampleRate;
            sine[i] = Math.sin(step[i]);
            cosine[i] = Math.cos(step[i]);
        }
    }

    /** How many samples it is long: an even number. */
    int size() {
        return size;
    }

    /** Listens to the first samples, as many as it is long; the key that they may hold. */
    char listen(short[] samples) {
        power = 0;
        for (int i = 0; i < size; i++) power += (double) samples[i] * samples[i];
        low = strongest(samples, 0);
        if (!isTone(low, 0, 1 + TWIST)) return DtmfDetector.NO_KEY;
        high = strongest(samples, GROUP);
        return isTone(high, GROUP, 1 + REVERSE_TWIST) && isPair()
                ? KEYS.charAt(GROUP * low + high - GROUP)
                : DtmfDetector.NO_KEY;
    }

    /** Lets one group listen; its strongest tone. */
    private int strongest(short[] samples, int group) {
        filter(samples, group, group + 1);
        filter(samples, group + 2, group + 3);
        int strongest = group;
        for (int i = group + 1; i < group + GROUP; i++)
            if (found(i) > found(strongest)) strongest = i;
        return strongest;
    }

    /** @param all how much more power than it a pair has at most that it is one of */
    private boolean isTone(int tone, int group, double all) {
        return found(tone) > threshold
                && isAlone(tone, group)
                && 2 * found(tone) * all > MOST * power * size;
    }

    private boolean isPair() {
        double lowPower = found(low);
        double highPower = found(high);
        return highPower < lowPower * TWIST
                && lowPower < highPower * REVERSE_TWIST
                && 2 * (lowPower + highPower) > MOST * power * size;
    }

    /** Two at a time, as the steps of one have to wait for each other. */
    private void filter(short[] samples, int one, int other) {
        double twice = 2 * cosine[one];
        double otherTwice = 2 * cosine[other];
        double now = 0;
        double then = 0;
        double otherNow = 0;
        double otherThen = 0;
        for (int i = 0; i < size; i++) {
            double next = samples[i] + twice * now - then;
            double otherNext = samples[i] + otherTwice * otherNow - otherThen;
            then = now;
            now = next;
            otherThen = otherNow;
            otherNow = otherNext;
        }
        last[one] = now;
        before[one] = then;
        last[other] = otherNow;
        before[other] = otherThen;
    }

    /** The power of all there is. */
    double power() {
        return power;
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
