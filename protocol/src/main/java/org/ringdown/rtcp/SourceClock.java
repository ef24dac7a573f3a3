package org.ringdown.rtcp;

/**
 * The wall clock of a far end, as its sender reports tell it, next to our monotonic one.
 *
 * <p>All streams of a far end share one, so that they are shifted alike and its lips stay with its voice. It is set by the first report, follows
 * slowly as the two clocks drift apart, and is set again when the far end's clock was.
 */
public final class SourceClock {
    /** No network delays a report by more. */
    private static final long TOLERANCE = 2_000_000_000L;

    /** More than two clocks drift apart between two reports, and so little that streams which are told of it at different moments stay together. */
    private static final long STEP = 1_000_000L;

    private boolean known;
    private long shift;

    /**
     * When it was, by our clock, what theirs calls {@code ntp}.
     *
     * @param nowNanos when they said so
     */
    public long nanos(long ntp, long nowNanos) {
        long theirs = NtpClock.nanos(ntp);
        long off = nowNanos - theirs - shift;
        boolean follows = known && Math.abs(off) <= TOLERANCE;
        shift += follows ? Math.clamp(off, -STEP, STEP) : off;
        known = true;
        return theirs + shift;
    }
}
