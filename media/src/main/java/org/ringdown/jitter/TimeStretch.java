package org.ringdown.jitter;

/**
 * Makes sound shorter or longer by one period of the voice, so that nobody hears it (after WSOLA: what overlaps is what is alike).
 *
 * <p>It works in the first 20 ms of what it is given.
 */
final class TimeStretch {
    // In tenths of a millisecond.
    private static final int SHORTEST_PERIOD = 25;
    private static final int LONGEST_PERIOD = 100;

    /** How alike two periods have to be, 1 being the same. */
    private static final double ALIKE = 0.8;

    /** The amplitude below which nothing is heard anyway. */
    private static final long QUIET = 150;

    private final int shortest;
    private final int longest;
    private final short[] blend;

    TimeStretch(int sampleRate) {
        this.shortest = sampleRate * SHORTEST_PERIOD / 10_000;
        this.longest = sampleRate * LONGEST_PERIOD / 10_000;
        this.blend = new short[longest];
    }

    /** The most that one call takes away or puts in. */
    int longest() {
        return longest;
    }

    /** What it looks at. */
    int needed() {
        return 2 * longest;
    }

    /** Takes one period out; says how many samples remain. */
    int shorten(short[] samples, int count, boolean urgent) {
        int period = period(samples, count, urgent);
        if (period == 0) return count;
        for (int i = 0; i < period; i++)
            samples[i] = blended(samples[i], samples[i + period], i, period);
        System.arraycopy(samples, 2 * period, samples, period, count - 2 * period);
        return count - period;
    }

    /** Puts one period in; says how many samples there are now. */
    int lengthen(short[] samples, int count, boolean urgent) {
        int period = period(samples, count, urgent);
        if (period == 0 || count + period > samples.length) return count;
        for (int i = 0; i < period; i++)
            blend[i] = blended(samples[i + period], samples[i], i, period);
        System.arraycopy(samples, period, samples, 2 * period, count - period);
        System.arraycopy(blend, 0, samples, period, period);
        return count + period;
    }

    private static short blended(short from, short to, int i, int length) {
        return (short) (from + (to - from) * (i + 1) / (length + 1));
    }

    /** The lag at which the sound is most like itself; 0 where it is not. */
    private int period(short[] samples, int count, boolean urgent) {
        if (count < needed()) return 0;
        if (isQuiet(samples)) return longest;
        int best = 0;
        double likest = urgent ? 0 : ALIKE;
        for (int lag = shortest; lag <= longest; lag++) {
            double like = likeness(samples, lag);
            if (like > likest) {
                likest = like;
                best = lag;
            }
        }
        return best;
    }

    private boolean isQuiet(short[] samples) {
        long power = 0;
        for (int i = 0; i < needed(); i++) power += samples[i] * samples[i];
        return power < QUIET * QUIET / 2 * needed();
    }

    private double likeness(short[] samples, int lag) {
        long product = 0;
        long one = 1;
        long other = 1;
        for (int i = 0; i < longest; i++) {
            product += samples[i] * samples[i + lag];
            one += samples[i] * samples[i];
            other += samples[i + lag] * samples[i + lag];
        }
        return product / Math.sqrt((double) one * other);
    }
}
