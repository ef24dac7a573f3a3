package org.ringdown.rtp;

/** Turns 16-bit sequence numbers, which wrap within minutes, into numbers that do not. */
public final class SequenceExtender {
    private long newest;
    private boolean started;

    /**
     * The number that ends in these 16 bits and lies nearest to the newest one seen.
     *
     * <p>The first is itself. One from just before it may be negative.
     */
    public long extend(int sequence) {
        if (!started) {
            started = true;
            newest = sequence & 0xffff;
            return newest;
        }
        long extended = nearest(newest, sequence);
        newest = Math.max(newest, extended);
        return extended;
    }

    /** The number that ends in the 16 bits of {@code sequence} and lies nearest to {@code newest}. */
    public static long nearest(long newest, int sequence) {
        return newest + (short) (sequence - (int) newest);
    }
}
