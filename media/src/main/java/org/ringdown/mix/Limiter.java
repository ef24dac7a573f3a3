package org.ringdown.mix;

/**
 * Bends what is too loud instead of cutting it off: sound up to three quarters of full scale stays as it is, and what is louder comes the nearer
 * to full scale the louder it is, without ever reaching past it. It remembers nothing, so it does the same to every mix of a frame.
 */
final class Limiter {
    private static final int KNEE = 24_576;
    private static final int ABOVE = Short.MAX_VALUE - KNEE;

    private Limiter() {}

    static short limited(int sum) {
        if (sum > KNEE) return (short) (KNEE + bent(sum - KNEE));
        if (sum < -KNEE) return (short) (-KNEE - bent(-sum - KNEE));
        return (short) sum;
    }

    /** Goes on as steep as below the knee, and ever less so. */
    private static int bent(int excess) {
        return (int) ((long) ABOVE * excess / (ABOVE + (long) excess));
    }
}
