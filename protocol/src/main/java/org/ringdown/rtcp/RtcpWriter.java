package org.ringdown.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ringdown.rtcp.RtcpPacket.ReportBlock;

/**
 * Writes RTCP packets one behind the other into a buffer, from its position on; together they are a compound packet.
 *
 * <p>A compound packet begins with a report and names its sender (RFC 3550 §6.1). The buffer must be big-endian; running out of
 * room is a {@link java.nio.BufferOverflowException}.
 */
public final class RtcpWriter {
    /** How many blocks fit in a report. */
    public static final int MAX_BLOCKS = 31;

    private final ByteBuffer out;

    public RtcpWriter(ByteBuffer out) {
        this.out = out;
    }

    public RtcpWriter senderReport(
            int ssrc,
            long ntp,
            int rtpTimestamp,
            int packets,
            int octets,
            List<ReportBlock> blocks) {
        header(blocks.size(), RtcpParser.SENDER_REPORT, 6 + 6 * blocks.size());
        out.putInt(ssrc).putLong(ntp).putInt(rtpTimestamp).putInt(packets).putInt(octets);
        blocks.forEach(this::block);
        return this;
    }

    public RtcpWriter receiverReport(int ssrc, List<ReportBlock> blocks) {
        header(blocks.size(), RtcpParser.RECEIVER_REPORT, 1 + 6 * blocks.size());
        out.putInt(ssrc);
        blocks.forEach(this::block);
        return this;
    }

    /** Says that {@code ssrc} is {@code cname}: at most 255 bytes. */
    public RtcpWriter cname(int ssrc, String cname) {
        byte[] name = cname.getBytes(StandardCharsets.UTF_8);
        if (name.length > 255) {
            throw new IllegalArgumentException("a CNAME of " + name.length + " bytes");
        }
        int words =
                (2 + name.length) / 4
                        + 1; // at least one zero behind the name ends the items, RFC 3550 §6.5
        header(1, RtcpParser.SOURCE_DESCRIPTION, 1 + words);
        out.putInt(ssrc).put((byte) RtcpParser.CNAME).put((byte) name.length).put(name);
        for (int padding = 4 * words - 2 - name.length; padding > 0; padding--) {
            out.put((byte) 0);
        }
        return this;
    }

    public RtcpWriter goodbye(int ssrc) {
        header(1, RtcpParser.GOODBYE, 1);
        out.putInt(ssrc);
        return this;
    }

    /** Asks for a keyframe of {@code media} because pictures cannot be decoded. */
    public RtcpWriter pictureLoss(int sender, int media) {
        header(RtcpParser.PICTURE_LOSS, RtcpParser.PAYLOAD_FEEDBACK, 2);
        out.putInt(sender).putInt(media);
        return this;
    }

    /** Asks for a keyframe of {@code media}; {@code number} is one more than in the request before, unless repeated. */
    public RtcpWriter fullIntraRequest(int sender, int media, int number) {
        header(RtcpParser.FULL_INTRA_REQUEST, RtcpParser.PAYLOAD_FEEDBACK, 4);
        out.putInt(sender)
                .putInt(0)
                .putInt(media)
                .putInt(number << 24); // RFC 5104 §4.3.1.2: no media SSRC up here
        return this;
    }

    /** Asks for a packet of {@code media} again, and for those of the 16 after it whose bits are set, the next being bit 0. */
    public RtcpWriter nack(int sender, int media, int sequence, int after) {
        header(RtcpParser.NACK, RtcpParser.TRANSPORT_FEEDBACK, 3);
        out.putInt(sender).putInt(media).putShort((short) sequence).putShort((short) after);
        return this;
    }

    /** Says that no more than so many bits a second of {@code media} are wanted (RFC 5104 §4.2.1). */
    public RtcpWriter bitrateRequest(int sender, int media, long bitrate) {
        header(RtcpParser.BITRATE_REQUEST, RtcpParser.TRANSPORT_FEEDBACK, 4);
        int exponent = exponent(bitrate, 17);
        out.putInt(sender).putInt(0).putInt(media);
        out.putInt(exponent << 26 | (int) (bitrate >> exponent) << 9);
        return this;
    }

    /** The same to a browser (REMB, draft-alvestrand-rmcat-remb-03 §2.2). */
    public RtcpWriter bitrateEstimate(int sender, int media, long bitrate) {
        header(RtcpParser.APPLICATION, RtcpParser.PAYLOAD_FEEDBACK, 5);
        int exponent = exponent(bitrate, 18);
        out.putInt(sender).putInt(0).putInt(RtcpParser.ESTIMATE);
        out.putInt(1 << 24 | exponent << 18 | (int) (bitrate >> exponent)).putInt(media);
        return this;
    }

    private static int exponent(long bitrate, int mantissaBits) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(bitrate) - mantissaBits);
    }

    private void header(int count, int type, int words) {
        if (count > MAX_BLOCKS) {
            throw new IllegalArgumentException(count + " blocks");
        }
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) words);
    }

    private void block(ReportBlock block) {
        out.putInt(block.ssrc());
        out.putInt(block.fractionLost() << 24 | block.lost() & 0xffffff);
        out.putInt(block.highest()).putInt(block.jitter());
        out.putInt(block.lastReport()).putInt(block.delay());
    }
}
