package org.ringdown.sip.transaction;

import java.time.Duration;

/**
 * How long the timers run (RFC 3261 table 4); tests may shorten them.
 *
 * @param t1 the estimate of a round trip
 * @param t2 the longest interval between repetitions
 * @param t4 how long a message may stay in the network
 * @param d how long repetitions of a refusal of INVITE are absorbed: over 32 s
 * @param c how long a call may ring without a sign of life: over 3 minutes, and a UAS gives one every minute (§13.3.1.1)
 */
public record TimerValues(Duration t1, Duration t2, Duration t4, Duration d, Duration c) {
    public static final TimerValues STANDARD =
            new TimerValues(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(33),
                    Duration.ofMinutes(4));

    /** In nanoseconds; of a repeating timer the first interval. */
    long nanos(Timer timer) {
        return switch (timer) {
            case A, E, G -> t1.toNanos();
            case B, F, H, J, L, M -> 64 * t1.toNanos();
            case C -> c.toNanos();
            case D -> d.toNanos();
            case I, K -> t4.toNanos();
        };
    }

    /** The interval after one of {@code previous} nanoseconds. */
    long next(Timer timer, long previous) {
        return timer == Timer.A ? 2 * previous : Math.min(2 * previous, t2.toNanos());
    }
}
