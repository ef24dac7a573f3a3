package org.ringdown.rtp;

/** Turns time into RTP timestamp units and back, without overflow however long the time. */
public final class RtpClock {
    private static final long SECOND = 1_000_000_000L;

    private RtpClock() {}

    /** How many ticks of a clock of {@code rate} hertz fit in {@code nanos}, rounded toward zero. */
    public static long units(long nanos, int rate) {
        return nanos / SECOND * rate + nanos % SECOND * rate / SECOND;
    }

    /** How long {@code units} ticks of a clock of {@code rate} hertz last. */
    public static long nanos(long units, int rate) {
        return units / rate * SECOND + units % rate * SECOND / rate;
    }
}
