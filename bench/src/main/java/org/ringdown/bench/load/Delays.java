package org.ringdown.bench.load;

/** Delays of many packets, to a hundredth of their size: counted by one thread, which allocates nothing for it. */
final class Delays {
    private static final int STEPS = 128; // of each power of two
    private static final int POWERS = 24; // of microseconds, up to 16 s
    private final int[] counts = new int[STEPS * POWERS];
    private long all;

    void add(long nanos) {
        counts[index(Math.max(0, nanos / 1000))]++;
        all++;
    }

    private static int index(long micros) {
        if (micros < STEPS) return (int) micros;
        int power = 63 - Long.numberOfLeadingZeros(micros) - 7;
        return Math.min(STEPS * POWERS - 1, STEPS * power + (int) (micros >> power));
    }

    /** What this share of all packets did not exceed, in microseconds; NaN where there was none. */
    double quantile(double share) {
        if (all == 0) return Double.NaN;
        long rest = (long) Math.ceil(share * all);
        for (int i = 0; i < counts.length; i++) {
            rest -= counts[i];
            if (rest <= 0) return micros(i);
        }
        return micros(counts.length - 1);
    }

    private static double micros(int index) {
        if (index < 2 * STEPS) return index;
        int power = index / STEPS - 1;
        return (double) (index - STEPS * power) * (1L << power);
    }

    long count() {
        return all;
    }

    void add(Delays others) {
        for (int i = 0; i < counts.length; i++) counts[i] += others.counts[i];
        all += others.all;
    }

    void clear() {
        java.util.Arrays.fill(counts, 0);
        all = 0;
    }
}
