package org.ringdown.rtp;

/**
 * What the timestamp of a stream is at a moment, told by its best-timed packets.
 *
 * <p>A packet comes on time or late, never early: one that comes later than those before it promised does not set the clock back. What
 * stays late, because its source has fallen behind, becomes the time within a second or two.
 */
final class StreamClock {
    private static final long LONGEST_DELAY =
            1_000_000_000L; // later than that, a source has paused
    private static final int SLOWNESS = 64; // packets until most of a lasting delay is believed

    private final int clockRate;
    private int timestamp;
    private long nanos;

    StreamClock(int clockRate) {
        this.clockRate = clockRate;
    }

    /** Notes the first packet. */
    void start(int timestamp, long nowNanos) {
        this.timestamp = timestamp;
        this.nanos = nowNanos;
    }

    /** Notes a packet with a later timestamp than any before. */
    void note(int timestamp, long nowNanos) {
        long due = nanos + RtpClock.nanos(timestamp - this.timestamp, clockRate);
        long late = nowNanos - due;
        nanos = late < 0 || late > LONGEST_DELAY ? nowNanos : due + late / SLOWNESS;
        this.timestamp = timestamp;
    }

    int at(long nowNanos) {
        return timestamp + (int) RtpClock.units(nowNanos - nanos, clockRate);
    }
}
