package org.ringdown.rtp;

/**
 * What we know of the way one source's packets come to us: losses and jitter (RFC 3550 §6.4.1, A.1, A.3 and A.8).
 *
 * <p>There is no probation as in A.1: a packet gets here after its address or its SRTP tag was believed. One object per SSRC.
 */
public final class ReceiverStatistics {
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NONE = -1;

    private final int clockRate;

    private long base = NONE;
    private long highest;
    private int restartAt = NONE;
    private long received;
    private long expectedAtReport;
    private long receivedAtReport;

    private boolean timed;
    private int transit;
    private int jitter; // sixteen times the estimate, so that integers do (A.8)

    public ReceiverStatistics(int clockRate) {
        this.clockRate = clockRate;
    }

    /** Counts a packet. False: its number is far from the others, and only a second one in line with it will be believed. */
    public boolean received(int sequence, int timestamp, long nowNanos) {
        boolean counted = receivedUntimed(sequence);
        if (counted) {
            measure(timestamp, nowNanos);
        }
        return counted;
    }

    /** Counts a packet whose timestamp tells nothing of its sending time, as those of a held key (RFC 4733 §2.2.1). */
    public boolean receivedUntimed(int sequence) {
        int ahead = sequence - (int) highest & 0xffff;
        if (base == NONE) {
            restart(sequence);
        } else if (ahead < MAX_DROPOUT) {
            highest += ahead;
        } else if (ahead <= 65536 - MAX_MISORDER) {
            if (sequence != restartAt) {
                restartAt = sequence + 1 & 0xffff;
                return false;
            }
            restart(sequence);
        }
        received++;
        return true;
    }

    public boolean isEmpty() {
        return base == NONE;
    }

    /** Packets that came, doubles included. */
    public long received() {
        return received;
    }

    /** Packets that should have come. */
    public long expected() {
        return base == NONE ? 0 : highest - base + 1;
    }

    /** Packets lost since the beginning, less those that came twice; within 24 signed bits, as reports carry it. */
    public int lost() {
        return Math.clamp(expected() - received, -0x800000, 0x7fffff);
    }

    /** The share lost since this was last asked, in 256ths: A.3. */
    public int takeFractionLost() {
        long expectedNow = expected() - expectedAtReport;
        long lostNow = expectedNow - (received - receivedAtReport);
        expectedAtReport = expected();
        receivedAtReport = received;
        return expectedNow <= 0 || lostNow <= 0
                ? 0
                : (int) Math.min(255, (lostNow << 8) / expectedNow);
    }

    /** The highest sequence number, with the count of wraps in its upper half. */
    public int highest() {
        return (int) highest;
    }

    /** The mean deviation of the transit time, in timestamp units. */
    public int jitter() {
        return jitter >>> 4;
    }

    public long jitterNanos() {
        return RtpClock.nanos(jitter(), clockRate);
    }

    private void restart(int sequence) {
        base = sequence;
        highest = sequence;
        restartAt = NONE;
        received = 0;
        expectedAtReport = 0;
        receivedAtReport = 0;
        timed = false;
    }

    private void measure(int timestamp, long nowNanos) {
        int now = (int) RtpClock.units(nowNanos, clockRate) - timestamp;
        int deviation = Math.abs(now - transit);
        // Ten seconds are no jitter: the source has set its timestamps anew.
        if (timed && deviation >= 0 && deviation < 10 * clockRate) {
            jitter += deviation - (jitter + 8 >> 4);
        }
        transit = now;
        timed = true;
    }
}
