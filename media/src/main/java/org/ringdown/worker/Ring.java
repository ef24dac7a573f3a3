package org.ringdown.worker;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one hop between two workers: a bounded ring of preallocated packets, each for somebody of the receiving worker.
 *
 * <p>One thread puts, one thread drains. A full ring drops its oldest packet and counts it: sound that waited is worth less than sound
 * that comes. The putting side may therefore overwrite what the draining side is copying; the draining side notices, because it owns
 * a packet only once it has moved {@code oldest} past it, and copies before it does.
 *
 * @param <T> whom a packet is for
 */
public final class Ring<T> {
    /** What a ring does with a packet it hands out; the buffer holds something else after the call. */
    public interface Outlet<T> {
        void accept(T whom, ByteBuffer packet);
    }

    private final int slots;
    private final int slotBytes;
    private final byte[] bytes;
    private final int[] sizes;
    private final Object[] recipients;
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong end = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final ByteBuffer copy;
    private final Signal arrived;

    /**
     * @param slots how many packets may wait
     * @param slotBytes how long the longest may be; a longer one is dropped
     * @param arrived raised after each packet
     */
    public Ring(int slots, int slotBytes, Signal arrived) {
        this.slots = slots;
        this.slotBytes = slotBytes;
        this.bytes = new byte[slots * slotBytes];
        this.sizes = new int[slots];
        this.recipients = new Object[slots];
        this.copy = ByteBuffer.allocateDirect(slotBytes + DatagramHandler.TAIL);
        this.arrived = arrived;
    }

    /** Copies what remains of {@code packet} in; false if that cost a packet. On the putting side's thread. */
    public boolean put(T whom, ByteBuffer packet) {
        int size = packet.remaining();
        if (size > slotBytes) {
            dropped.incrementAndGet();
            return false;
        }
        long at = end.get();
        long first = oldest.get();
        boolean full = at - first == slots && oldest.compareAndSet(first, first + 1);
        if (full) dropped.incrementAndGet();
        int slot = (int) (at % slots);
        packet.get(packet.position(), bytes, slot * slotBytes, size);
        sizes[slot] = size;
        recipients[slot] = whom;
        end.set(at + 1);
        arrived.raise();
        return !full;
    }

    /** Hands out all that waits, oldest first. On the draining side's thread. */
    public void drain(Outlet<? super T> outlet) {
        // As many as the ring holds: a busy putting side must not keep this thread here.
        for (int taken = 0; taken < slots; taken++) {
            long first = oldest.get();
            if (first == end.get()) return;
            int slot = (int) (first % slots);
            copy.clear().put(bytes, slot * slotBytes, Math.clamp(sizes[slot], 0, slotBytes)).flip();
            var whom = recipients[slot];
            if (oldest.compareAndSet(first, first + 1)) hand(outlet, whom);
        }
        if (oldest.get() != end.get()) arrived.raise();
    }

    /** How many packets were lost here. From anywhere. */
    public long dropped() {
        return dropped.get();
    }

    // Only put() writes recipients, and it takes a T.
    @SuppressWarnings("unchecked")
    private void hand(Outlet<? super T> outlet, Object whom) {
        outlet.accept((T) whom, copy);
    }
}
