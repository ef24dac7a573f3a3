package org.ringdown.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;

/**
 * Packets on their way from a worker to whoever writes them down: so many of them, allocated beforehand. Where it is full the newest is lost and
 * counted, and the worker goes on.
 *
 * <p>One thread puts, one takes.
 */
final class PacketRing {
    private final int longest;
    private final ByteBuffer[] packets;
    private final long[] times;
    private final Object[] formats;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /**
     * @param slots how many may wait
     * @param longest of a packet
     */
    PacketRing(int slots, int longest) {
        this.longest = longest;
        this.packets = new ByteBuffer[slots];
        this.times = new long[slots];
        this.formats = new Object[slots];
        var all = ByteBuffer.allocate(slots * longest);
        for (int i = 0; i < slots; i++) packets[i] = all.slice(i * longest, longest);
    }

    void put(List<Format> agreed, RtpPacket packet, long now) {
        long at = put.get();
        if (at - taken.get() == packets.length || packet.length() > longest) {
            lost.set(lost.get() + 1);
            return;
        }
        int slot = (int) (at % packets.length);
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

    /** What that packet may be in. Only put() writes there, and it takes such a list. */
    @SuppressWarnings("unchecked")
    List<Format> formats() {
        return (List<Format>) formats[slot()];
    }

    void take() {
        taken.set(taken.get() + 1);
    }

    /** How many packets found no place. From anywhere. */
    long lost() {
        return lost.get();
    }

    private int slot() {
        return (int) (taken.get() % packets.length);
    }
}
