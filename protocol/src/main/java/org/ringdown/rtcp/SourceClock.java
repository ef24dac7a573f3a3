package org.ringdown.rtcp;

/**
 * The wall clock of a far end, as its sender reports tell it, next to ours.
 *
 * <p>All streams of a far end share one, so that they are shifted alike and its lips stay with its voice. It is set by the first
 * report, and again when the far end's clock was.
 */
public final class SourceClock {
    private static final long TOLERANCE =
            2L << 32; // two seconds: no network delays a report by more

    private boolean known;
    private long shift;

    /** What our clock showed when theirs showed {@code theirs}; {@code ours} is now. Both are NTP times. */
    public long ours(long theirs, long ours) {
        if (!known || Math.abs(theirs + shift - ours) > TOLERANCE) {
            known = true;
            shift = ours - theirs;
        }
        return theirs + shift;
    }
}
