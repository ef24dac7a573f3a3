package org.ringdown.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.ringdown.media.Format;
import org.ringdown.media.Tap;
import org.ringdown.rtp.RtpPacket;

/**
 * Packets on their way from a worker to whoever writes them down: so many of them, allocated beforehand. Where it is full the newest is lost and
 * counted, and the worker goes on.
 *
 * <p>One thread puts, one takes.
 */
public final class TapRing implements Tap {
    /** Five seconds of packets of 20 ms: disks pause for less. */
    private static final int SLOTS = 256;

    /** A header, and the longest payload of sound (RFC 6716 §3.2.1). */
    private static final int LONGEST = RtpPacket.HEADER + 1275;

    private final ByteBuffer[] packets = new ByteBuffer[SLOTS];
    private final long[] times = new long[SLOTS];
    private final Object[] formats = new Object[SLOTS];
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    public TapRing() {
        var all = ByteBuffer.allocate(SLOTS * LONGEST);
        for (int i = 0; i < SLOTS; i++) packets[i] = all.slice(i * LONGEST, LONGEST);
    }

    @Override
    public void heard(List<Format> agreed, RtpPacket packet, long now) {
        long at = put.get();
        if (at - taken.get() == SLOTS || packet.length() > LONGEST) {
            lost.set(lost.get() + 1);
            return;
        }
        int slot = (int) (at % SLOTS);
        packets[slot].clear().limit(packet.length());
        packets[slot].put(0, packet.buffer(), packet.offset(), packet.length());
        times[slot] = now;
        formats[slot] = agreed;
        put.set(at + 1);
    }

    /** Whether a packet waits that came by then. */
    boolean hasUntil(long time) {
        return !isEmpty() && times[slot()] - time <= 0;
    }

    boolean isEmpty() {
        return taken.get() == put.get();
    }

    /** The packet that has waited longest; valid until {@link #take}. */
    ByteBuffer first() {
        return packets[slot()];
    }

    long time() {
        return times[slot()];
    }

    /** What that packet may be in. Only heard() writes there, and it takes such a list. */
    @SuppressWarnings("unchecked")
    List<Format> formats() {
        return (List<Format>) formats[slot()];
    }

    void take() {
        taken.set(taken.get() + 1);
    }

    /** How many packets found no place. From anywhere. */
    public long lost() {
        return lost.get();
    }

    private int slot() {
        return (int) (taken.get() % SLOTS);
    }
}
