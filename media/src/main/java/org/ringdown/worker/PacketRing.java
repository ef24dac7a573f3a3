package org.ringdown.worker;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.ringdown.rtp.RtpPacket;

/**
 * Packets on their way between a worker and a thread of somebody who may be slow: so many of them, allocated beforehand, each with a time and with
 * what it is. Where it is full the newest is lost and counted, and the putting side goes on.
 *
 * <p>One thread puts, one takes.
 *
 * @param <T> what is said of a packet beside its bytes
 */
public final class PacketRing<T> {
    private final int longest;
    private final ByteBuffer[] packets;
    private final long[] times;
    private final Object[] kinds;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /**
     * @param slots how many may wait
     * @param longest of a packet
     */
    public PacketRing(int slots, int longest) {
        this.longest = longest;
        this.packets = new ByteBuffer[slots];
        this.times = new long[slots];
        this.kinds = new Object[slots];
        var all = ByteBuffer.allocate(slots * longest);
        for (int i = 0; i < slots; i++) packets[i] = all.slice(i * longest, longest);
    }

    /** Copies a packet in; false if there was no place for it. */
    public boolean put(T kind, RtpPacket packet, long time) {
        long at = put.get();
        if (at - taken.get() == packets.length || packet.length() > longest) {
            lost.set(lost.get() + 1);
            return false;
        }
        int slot = (int) (at % packets.length);
        packets[slot].clear().limit(packet.length());
        packets[slot].put(0, packet.buffer(), packet.offset(), packet.length());
        times[slot] = time;
        kinds[slot] = kind;
        put.set(at + 1);
        return true;
    }

    /** Whether a packet waits whose time has come by then. */
    public boolean hasUntil(long time) {
        return !isEmpty() && times[slot()] - time <= 0;
    }

    public boolean isEmpty() {
        return taken.get() == put.get();
    }

    /** The packet that has waited longest; valid until {@link #take}. */
    public ByteBuffer first() {
        return packets[slot()];
    }

    public long time() {
        return times[slot()];
    }

    /** What was said of that packet. Only put() writes there, and it takes a T. */
    @SuppressWarnings("unchecked")
    public T kind() {
        return (T) kinds[slot()];
    }

    public void take() {
        taken.set(taken.get() + 1);
    }

    /** How many packets found no place. From anywhere. */
    public long lost() {
        return lost.get();
    }

    private int slot() {
        return (int) (taken.get() % packets.length);
    }
}
