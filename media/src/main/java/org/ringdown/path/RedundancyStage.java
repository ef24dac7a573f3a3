package org.ringdown.path;

import java.nio.ByteBuffer;
import java.util.List;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RedundantPacket;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.DatagramHandler;

/**
 * Takes packets apart that say again what was said before (RFC 2198): what got lost goes on under its own number, as if it had come a little
 * late. Nobody behind this stage needs to know of redundancy.
 */
final class RedundancyStage extends RtpStage {
    /** Longer blocks are not Opus. */
    private static final int LONGEST = 1275;

    private final int type;
    private final boolean[] spoken = new boolean[128];
    private final Past past;
    private final Counters counters;
    private final RedundantPacket blocks = new RedundantPacket();
    private final ByteBuffer buffer =
            ByteBuffer.allocate(RtpPacket.HEADER + LONGEST + DatagramHandler.TAIL);
    private final RtpPacket again = new RtpPacket();

    /** @param redundancy the payload type of such packets, which say Opus again (fmtp of RFC 2198 §5) */
    RedundancyStage(List<Format> receiving, int redundancy, Past past, Counters counters) {
        this.type = redundancy;
        this.past = past;
        this.counters = counters;
        for (var format : receiving)
            spoken[format.payloadType()] = format.codec().equals(Codec.OPUS);
    }

    @Override
    public void accept(RtpPacket packet, long now) {
        if (packet.payloadType() != type) {
            past.came(packet.ssrc(), packet.sequence(), packet.timestamp());
            pass(packet, now);
        } else if (blocks.wrap(packet) && spoken[blocks.payloadType(blocks.blocks() - 1)]) {
            takeApart(packet, now);
        } else {
            counters.count(Counted.MALFORMED);
        }
    }

    private void takeApart(RtpPacket packet, long now) {
        past.came(packet.ssrc(), packet.sequence(), packet.timestamp());
        int own = blocks.blocks() - 1;
        for (int i = 0; i < own; i++) fill(packet, i, own - i, now);
        unwrap(packet, own);
        pass(packet, now);
    }

    /** @param before so many numbers before its packet, as each of those had one block of its own */
    private void fill(RtpPacket packet, int block, int before, long now) {
        int length = blocks.length(block);
        int timestamp = packet.timestamp() - blocks.age(block);
        if (length == 0 || length > LONGEST || !spoken[blocks.payloadType(block)]) return;
        if (!past.isMissing(packet.sequence() - before, timestamp)) return;
        past.filled(packet.sequence() - before, timestamp);
        int payload =
                RtpWriter.header(
                        buffer.clear(),
                        0,
                        blocks.payloadType(block),
                        false,
                        packet.sequence() - before,
                        timestamp,
                        packet.ssrc());
        buffer.put(payload, packet.buffer(), blocks.start(block), length);
        again.wrap(buffer, 0, payload + length);
        counters.count(Counted.REPAIRED);
        pass(again, now);
    }

    /** Leaves the packet's own block, behind a header of its own. */
    private void unwrap(RtpPacket packet, int own) {
        int start = blocks.start(own) - RtpPacket.HEADER;
        RtpWriter.header(
                packet.buffer(),
                start,
                blocks.payloadType(own),
                packet.marker(),
                packet.sequence(),
                packet.timestamp(),
                packet.ssrc());
        packet.wrap(packet.buffer(), start, RtpPacket.HEADER + blocks.length(own));
    }

    /** What came lately, which outlives a path: what renegotiation builds anew goes on with it. */
    static final class Past extends RecentPackets {
        private long repaired;

        private void filled(int sequence, int timestamp) {
            repaired++;
            note(sequence, timestamp);
        }

        /** How many packets were lost, and said again in time. */
        long repaired() {
            return repaired;
        }
    }
}
