package org.ringdown.jitter;

import java.util.concurrent.TimeUnit;
import org.ringdown.rtp.RtpClock;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.SequenceExtender;

/** Takes a stream as it comes, without the wraps of its numbers; notices when it is another one. */
final class Arrivals {
    /** A sender whose clock leaps that far from ours has begun anew. */
    private static final long LEAP = TimeUnit.SECONDS.toNanos(2);

    /** So many numbers at once are not lost (RFC 3550 A.1 says 3000; we have no room for as many). */
    private static final int DROPOUT = 500;

    private final PacketStore store;
    private final DelayTarget delay;
    private boolean started;

    /** What comes so soon after the packet before it came in one with it: that was lost, and said again (RFC 2198). */
    private static final long TOGETHER = TimeUnit.MILLISECONDS.toNanos(1);

    /** Nothing of it was played yet. */
    private boolean fresh;

    private int ssrc;
    private int clockRate;
    private long number;
    private long timestamp;
    private long at;

    Arrivals(PacketStore store, DelayTarget delay) {
        this.store = store;
        this.delay = delay;
    }

    /** Whether what was played before has nothing to do with this packet. */
    boolean isAnother(RtpPacket packet, int clockRate, long now) {
        if (!started || packet.ssrc() != ssrc || clockRate != this.clockRate) return true;
        if (Math.abs(SequenceExtender.nearest(number, packet.sequence()) - number) > DROPOUT)
            return true;
        long said = nanos(packet.timestamp() - (int) timestamp);
        return Math.abs(said - (now - at)) > LEAP;
    }

    /** Whatever comes next is another stream. */
    void forget() {
        started = false;
        store.reset(0);
    }

    void begin(RtpPacket packet, int clockRate, long now) {
        started = true;
        fresh = true;
        ssrc = packet.ssrc();
        this.clockRate = clockRate;
        number = packet.sequence();
        timestamp = Integer.toUnsignedLong(packet.timestamp());
        at = now;
        store.reset(number);
        delay.reset();
    }

    /** Whether the packet before this one came with it. */
    boolean isTogether(RtpPacket packet, long now) {
        return SequenceExtender.nearest(number, packet.sequence()) == number + 1
                && now - at < TOGETHER;
    }

    /** Stores a packet of the stream that has begun; false if that is of no use. */
    boolean take(RtpPacket packet, boolean playing, long now) {
        long extended = SequenceExtender.nearest(number, packet.sequence());
        long stamped = timestamp + (packet.timestamp() - (int) timestamp);
        delay.arrived(nanos(stamped), now);
        fresh &= !playing;
        if (fresh) store.beginAt(extended);
        if (extended >= number) {
            number = extended;
            timestamp = stamped;
            at = now;
        }
        return store.put(packet, extended, stamped);
    }

    /** When a timestamp was, by the sender's clock. */
    long nanos(long timestamp) {
        return RtpClock.nanos(timestamp, clockRate);
    }

    int ssrc() {
        return ssrc;
    }

    int clockRate() {
        return clockRate;
    }
}
