package org.ringdown.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/**
 * Reads compound RTCP packets, also those of reduced size that begin with any type (RFC 3550 §6.1, RFC 5506).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P| count   |     type      |  length in 32-bit words - 1   |
 * </pre>
 *
 * <p>A type we do not know is skipped by its length; a type we know has to be whole.
 */
public final class RtcpParser {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int GOODBYE = 203;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;

    static final int NACK = 1;
    static final int PICTURE_LOSS = 1;
    static final int FULL_INTRA_REQUEST = 4;
    static final int BITRATE_REQUEST = 3;
    static final int APPLICATION = 15;

    /** "REMB" in ASCII. */
    static final int ESTIMATE = 0x52454d42;

    static final int CNAME = 1;

    private static final int MAX_PACKETS = 64;

    private RtcpParser() {}

    /** Reads what remains of the datagram; the packets may hold views of it. */
    public static List<RtcpPacket> parse(ByteBuffer datagram) throws MalformedException {
        var in = new WireReader(datagram, "RFC 3550 §6.1");
        var packets = new ArrayList<RtcpPacket>();
        int count = 0;
        do {
            if (++count > MAX_PACKETS) {
                throw in.malformed("more than " + MAX_PACKETS + " packets");
            }
            next(in).ifPresent(packets::add);
        } while (in.remaining() > 0);
        return List.copyOf(packets);
    }

    private static Optional<RtcpPacket> next(WireReader in) throws MalformedException {
        int first = in.u8("version");
        if (first >>> 6 != 2) {
            throw in.malformed("version " + (first >>> 6));
        }
        int type = in.u8("packet type");
        if (type < 192 || type > 223) {
            throw in.malformed("type " + type + " is none of RTCP's");
        }
        var body = in.take(4 * in.u16("length"), "packet");
        if ((first & 0x20) != 0) {
            body = withoutPadding(in, body);
        }
        return read(type, first & 0x1f, new WireReader(body, "RFC 3550 §6, type " + type));
    }

    private static ByteBuffer withoutPadding(WireReader in, ByteBuffer body)
            throws MalformedException {
        int size = body.remaining();
        int padding = size == 0 ? 0 : body.get(size - 1) & 0xff;
        if (in.remaining() > 0 || padding == 0 || padding > size || padding % 4 != 0) {
            throw in.malformed("padding of " + padding + " bytes");
        }
        return body.slice(0, size - padding);
    }

    private static Optional<RtcpPacket> read(int type, int count, WireReader in)
            throws MalformedException {
        return switch (type) {
            case SENDER_REPORT -> Optional.of(senderReport(count, in));
            case RECEIVER_REPORT ->
                    Optional.of(new RtcpPacket.ReceiverReport(in.i32("SSRC"), blocks(count, in)));
            case SOURCE_DESCRIPTION -> Optional.of(sourceDescription(count, in));
            case GOODBYE -> Optional.of(goodbye(count, in));
            case TRANSPORT_FEEDBACK -> transportFeedback(count, in);
            case PAYLOAD_FEEDBACK -> payloadFeedback(count, in);
            default -> Optional.empty();
        };
    }

    private static RtcpPacket senderReport(int count, WireReader in) throws MalformedException {
        return new RtcpPacket.SenderReport(
                in.i32("SSRC"),
                in.i64("NTP timestamp"),
                in.i32("RTP timestamp"),
                in.i32("packet count"),
                in.i32("octet count"),
                blocks(count, in));
    }

    private static List<RtcpPacket.ReportBlock> blocks(int count, WireReader in)
            throws MalformedException {
        var blocks = new ArrayList<RtcpPacket.ReportBlock>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(
                    new RtcpPacket.ReportBlock(
                            in.i32("SSRC"),
                            in.u8("fraction lost"),
                            in.u24("packets lost") << 8 >> 8,
                            in.i32("highest sequence number"),
                            in.i32("jitter"),
                            in.i32("last report"),
                            in.i32("delay")));
        }
        return List.copyOf(blocks);
    }

    private static RtcpPacket sourceDescription(int count, WireReader in)
            throws MalformedException {
        var chunks = new ArrayList<RtcpPacket.SourceDescription.Chunk>(count);
        for (int i = 0; i < count; i++) {
            int ssrc = in.i32("SSRC");
            chunks.add(new RtcpPacket.SourceDescription.Chunk(ssrc, items(in)));
        }
        return new RtcpPacket.SourceDescription(List.copyOf(chunks));
    }

    /** Reads the items of a chunk, of which only the CNAME is kept. They end with a zero, and that with a word (§6.5). */
    private static Optional<String> items(WireReader in) throws MalformedException {
        Optional<String> cname = Optional.empty();
        for (int type = in.u8("item"); type != 0; type = in.u8("item")) {
            var text = in.take(in.u8("item length"), "item");
            if (type == CNAME) {
                cname = Optional.of(text(text));
            }
        }
        in.take(-in.position() & 3, "chunk padding");
        return cname;
    }

    private static RtcpPacket goodbye(int count, WireReader in) throws MalformedException {
        var ssrcs = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            ssrcs.add(in.i32("SSRC"));
        }
        Optional<String> reason =
                in.remaining() == 0
                        ? Optional.empty()
                        : Optional.of(text(in.take(in.u8("reason length"), "reason")));
        return new RtcpPacket.Goodbye(List.copyOf(ssrcs), reason);
    }

    private static Optional<RtcpPacket> transportFeedback(int format, WireReader in)
            throws MalformedException {
        return switch (format) {
            case NACK -> Optional.of(nack(in));
            case BITRATE_REQUEST -> Optional.of(bitrateRequest(in));
            default -> Optional.empty();
        };
    }

    /** Of several entries the lowest counts: we send one stream. */
    private static RtcpPacket bitrateRequest(WireReader in) throws MalformedException {
        int sender = in.i32("sender SSRC");
        in.i32("media SSRC");
        long least = Long.MAX_VALUE;
        do {
            in.i32("SSRC");
            int limit = in.i32("limit");
            least = Math.min(least, bitrate(limit >>> 26, limit >>> 9 & 0x1ffff));
        } while (in.remaining() > 0);
        return new RtcpPacket.BitrateLimit(sender, least);
    }

    /** What does not fit in 63 bits is no limit. */
    private static long bitrate(int exponent, int mantissa) {
        boolean fits = Long.numberOfLeadingZeros(mantissa) > exponent + 1;
        return fits ? (long) mantissa << exponent : Long.MAX_VALUE;
    }

    private static Optional<RtcpPacket> estimate(int sender, WireReader in)
            throws MalformedException {
        if (in.remaining() < 8 || in.i32("name") != ESTIMATE) return Optional.empty();
        int limit = in.i32("limit");
        in.take(in.remaining(), "SSRCs");
        long bitrate = bitrate(limit >>> 18 & 0x3f, limit & 0x3ffff);
        return Optional.of(new RtcpPacket.BitrateLimit(sender, bitrate));
    }

    private static RtcpPacket nack(WireReader in) throws MalformedException {
        int sender = in.i32("sender SSRC");
        int media = in.i32("media SSRC");
        return new RtcpPacket.Nack(sender, media, in.take(in.remaining(), "missed packets"));
    }

    private static Optional<RtcpPacket> payloadFeedback(int format, WireReader in)
            throws MalformedException {
        int sender = in.i32("sender SSRC");
        int media = in.i32("media SSRC");
        return switch (format) {
            case PICTURE_LOSS -> Optional.of(new RtcpPacket.PictureLoss(sender, media));
            case FULL_INTRA_REQUEST -> Optional.of(fullIntraRequest(sender, in));
            case APPLICATION -> estimate(sender, in);
            default -> Optional.empty();
        };
    }

    private static RtcpPacket fullIntraRequest(int sender, WireReader in)
            throws MalformedException {
        var wanted = new ArrayList<RtcpPacket.FullIntraRequest.Wanted>();
        while (in.remaining() > 0) {
            int ssrc = in.i32("SSRC");
            int number = in.u8("number");
            in.u24("reserved");
            wanted.add(new RtcpPacket.FullIntraRequest.Wanted(ssrc, number));
        }
        return new RtcpPacket.FullIntraRequest(sender, List.copyOf(wanted));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
