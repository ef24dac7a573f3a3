package org.ringdown.engine;

import java.nio.ByteBuffer;
import org.ringdown.path.Ear;
import org.ringdown.path.RtpSink;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ring;

/** The way of packets from one worker to the ears of legs on another. */
final class Hop {
    private static final int PACKETS = 512;
    private static final int LONGEST = 1536;

    private final Loop hearing;
    private final Ring<Ear> ring;
    private final RtpPacket packet = new RtpPacket();

    Hop(Loop hearing) {
        this.hearing = hearing;
        this.ring = new Ring<>(PACKETS, LONGEST, hearing.signal(this::arrived));
    }

    /** A mouth for the other worker that speaks into {@code ear} on this one. */
    RtpSink to(Ear ear, Counters speaking) {
        return (spoken, _) -> {
            var buffer = spoken.buffer();
            buffer.limit(spoken.offset() + spoken.length()).position(spoken.offset());
            if (!ring.put(ear, buffer)) speaking.count(Counted.HOP_FULL);
        };
    }

    private void arrived() {
        ring.drain(this::hand);
    }

    private void hand(Ear ear, ByteBuffer bytes) {
        if (packet.wrap(bytes, 0, bytes.remaining())) ear.accept(packet, hearing.nanos());
    }
}
