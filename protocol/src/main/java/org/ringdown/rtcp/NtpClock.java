package org.ringdown.rtcp;

import java.time.Instant;

/**
 * Time as RTCP tells it: seconds since 1900 in 32 bits, and a fraction in 32 bits (RFC 3550 §4).
 *
 * <p>It starts at the wall clock and runs with the monotonic one, so that a wall clock set anew moves no report.
 *
 * @param ntp the time at {@code nanos}
 */
public record NtpClock(long ntp, long nanos) {
    private static final long EPOCH = 2_208_988_800L; // seconds from 1900 to 1970
    private static final long SECOND = 1_000_000_000L;

    public static NtpClock startingAt(Instant wall, long nowNanos) {
        return new NtpClock(
                wall.getEpochSecond() + EPOCH << 32 | fraction(wall.getNano()), nowNanos);
    }

    public long at(long nowNanos) {
        long elapsed = nowNanos - nanos;
        long rest = Math.floorMod(elapsed, SECOND);
        return ntp + (Math.floorDiv(elapsed, SECOND) << 32) + fraction(rest);
    }

    /** The middle 32 bits, by which a report is named: 65536ths of a second. */
    static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }

    /** Since 1900. */
    static long nanos(long ntp) {
        return (ntp >>> 32) * SECOND + ((ntp & 0xffffffffL) * SECOND >>> 32);
    }

    private static long fraction(long nanos) {
        return (nanos << 32) / SECOND;
    }
}
