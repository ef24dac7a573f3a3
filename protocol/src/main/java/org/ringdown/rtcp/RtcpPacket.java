package org.ringdown.rtcp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** One packet of a compound RTCP packet, of the types we know. */
public sealed interface RtcpPacket {
    /** What a source has sent until a moment, which is given by both clocks (RFC 3550 §6.4.1). Counts wrap at 32 bits. */
    record SenderReport(
            int ssrc, long ntp, int rtpTimestamp, int packets, int octets, List<ReportBlock> blocks)
            implements RtcpPacket {}

    /** What a participant that sends nothing has heard (RFC 3550 §6.4.2). */
    record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements RtcpPacket {}

    /** Who the sources are (RFC 3550 §6.5). */
    record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
        /** One source. Sources with one CNAME share a clock. */
        public record Chunk(int ssrc, Optional<String> cname) {}
    }

    /** Sources that end (RFC 3550 §6.6). A call does not end by it. */
    record Goodbye(List<Integer> ssrcs, Optional<String> reason) implements RtcpPacket {}

    /** Packets of {@code media} that are missed (RFC 4585 §6.2.1): pairs of a sequence number and a mask for the 16 after it. */
    record Nack(int sender, int media, ByteBuffer pairs) implements RtcpPacket {
        /** Names each missed sequence number, 0 to 65535. */
        public void forEachMissed(IntConsumer missed) {
            for (int at = 0; at < pairs.remaining(); at += 4) {
                int first = pairs.getShort(at) & 0xffff;
                missed.accept(first);
                for (int mask = pairs.getShort(at + 2) & 0xffff; mask != 0; mask &= mask - 1) {
                    missed.accept(first + 1 + Integer.numberOfTrailingZeros(mask) & 0xffff);
                }
            }
        }
    }

    /** Pictures of {@code media} cannot be decoded any more: a keyframe is wanted (RFC 4585 §6.3.1). */
    record PictureLoss(int sender, int media) implements RtcpPacket {}

    /** No more than {@code bitrate} bits a second are wanted (RFC 5104 §4.2.1; REMB of draft-alvestrand-rmcat-remb-03). */
    record BitrateLimit(int sender, long bitrate) implements RtcpPacket {}

    /** A keyframe is wanted in any case (RFC 5104 §4.3.1). */
    record FullIntraRequest(int sender, List<Wanted> wanted) implements RtcpPacket {
        /** From one source. {@code number} tells a new request from one repeated. */
        public record Wanted(int ssrc, int number) {}
    }

    /**
     * How well one source is heard (RFC 3550 §6.4.1).
     *
     * @param fractionLost since the report before, in 256ths
     * @param lost since the beginning, 24 bits signed
     * @param highest the highest sequence number, wraps counted in the upper half
     * @param jitter in timestamp units
     * @param lastReport the middle 32 bits of the NTP time in its latest sender report, or 0
     * @param delay since that came, in 65536ths of a second
     */
    record ReportBlock(
            int ssrc,
            int fractionLost,
            int lost,
            int highest,
            int jitter,
            int lastReport,
            int delay) {}
}
