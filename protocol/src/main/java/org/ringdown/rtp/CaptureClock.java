package org.ringdown.rtp;

/**
 * When what a source says was captured, as far as its maker has told (RFC 3550 §6.4.1).
 *
 * <p>What packets come and go by says when they were sent. Between that and the moment of capture lies whatever their maker needed to encode them,
 * which is more for pictures than for sound.
 */
final class CaptureClock {
    /** What was captured so much before it came, or after, was not: such a report is nonsense. */
    private static final long LONGEST = 2_000_000_000L;

    private boolean known;
    private long source;
    private int timestamp;
    private long nanos;

    /** What bears {@code timestamp} in {@code source} was captured at {@code nanos} of our clock. */
    void set(long source, int timestamp, long nanos) {
        known = true;
        this.source = source;
        this.timestamp = timestamp;
        this.nanos = nanos;
    }

    /** The timestamps of the source begin anew. */
    void forget() {
        known = false;
    }

    /**
     * The timestamp of what is captured at a moment.
     *
     * @param shift what the stream's timestamps are ahead of its source's
     * @param arrived what packets that come in say of it: right but for the way here
     */
    int at(long nowNanos, long source, int shift, int clockRate, int arrived) {
        if (!known || source != this.source) return arrived;
        int captured = timestamp + shift + (int) RtpClock.units(nowNanos - nanos, clockRate);
        long off = RtpClock.nanos(captured - arrived, clockRate);
        return Math.abs(off) > LONGEST ? arrived : captured;
    }
}
