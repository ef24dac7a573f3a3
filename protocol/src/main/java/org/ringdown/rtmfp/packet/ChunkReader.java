package org.ringdown.rtmfp.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** Reads the chunks of one packet. A type that we do not know is passed over, as RFC 7016 §2.3 says. */
final class ChunkReader {
    private static final String RULE = "RFC 7016 §2.3";
    private static final int MOST_CHUNKS = 512; // of three bytes and up, in a datagram of 1500
    private static final int MOST_RANGES = 512;
    private static final long LAST_SEQUENCE = 1L << 48; // which no session lives to see
    private static final int BLOCK = 1024; // in which room is told (§2.3.13)
    private static final long MOST_BLOCKS = 1L << 40; // beyond which nobody's room is told apart

    private final List<Chunk> chunks = new ArrayList<>();
    private Optional<Chunk.UserData> previous = Optional.empty();

    private ChunkReader() {}

    static List<Chunk> readAll(WireReader in) throws MalformedException {
        var reader = new ChunkReader();
        while (in.remaining() >= ChunkType.HEADER) {
            int type = in.u8("type of a chunk");
            if (type == ChunkType.PADDING || type == ChunkType.PADDING_ZERO) break;
            int length = in.u16("length of a chunk");
            if (reader.chunks.size() == MOST_CHUNKS) {
                throw in.malformed("over " + MOST_CHUNKS + " chunks");
            }
            reader.chunk(type, new WireReader(in.take(length, "chunk"), RULE));
        }
        return reader.chunks;
    }

    private void chunk(int type, WireReader in) throws MalformedException {
        var chunk =
                switch (type) {
                    case ChunkType.USER_DATA -> userData(in);
                    case ChunkType.NEXT_USER_DATA -> nextUserData(in);
                    case ChunkType.ACKNOWLEDGE_BITMAP -> bitmap(in);
                    case ChunkType.ACKNOWLEDGE_RANGES -> ranges(in);
                    case ChunkType.BUFFER_PROBE -> new Chunk.BufferProbe(Vlu.read(in, "flow"));
                    case ChunkType.FLOW_EXCEPTION ->
                            new Chunk.FlowException(Vlu.read(in, "flow"), Vlu.read(in, "code"));
                    case ChunkType.PING -> new Chunk.Ping(in.rest());
                    case ChunkType.PING_REPLY -> new Chunk.PingReply(in.rest());
                    case ChunkType.CLOSE -> new Chunk.Close();
                    case ChunkType.CLOSE_ACKNOWLEDGEMENT -> new Chunk.CloseAcknowledgement();
                    default -> startup(type, in);
                };
        if (chunk instanceof Chunk.UserData data) previous = Optional.of(data);
        if (chunk != null) chunks.add(chunk);
    }

    private static Chunk startup(int type, WireReader in) throws MalformedException {
        return switch (type) {
            case ChunkType.INITIATOR_HELLO ->
                    new Chunk.InitiatorHello(counted(in, "discriminator"), in.rest());
            case ChunkType.FORWARDED_HELLO -> new Chunk.ForwardedHello(in.rest());
            case ChunkType.RESPONDER_HELLO ->
                    new Chunk.ResponderHello(counted(in, "tag"), counted(in, "cookie"), in.rest());
            case ChunkType.REDIRECT -> new Chunk.Redirect(counted(in, "tag"), in.rest());
            case ChunkType.COOKIE_CHANGE ->
                    new Chunk.CookieChange(counted(in, "old cookie"), in.rest());
            case ChunkType.INITIATOR_KEYING ->
                    new Chunk.InitiatorKeying(
                            in.i32("session id"),
                            counted(in, "cookie"),
                            counted(in, "certificate"),
                            counted(in, "keying component"),
                            in.rest());
            case ChunkType.RESPONDER_KEYING ->
                    new Chunk.ResponderKeying(
                            in.i32("session id"), counted(in, "keying component"), in.rest());
            default -> null;
        };
    }

    private static ByteBuffer counted(WireReader in, String what) throws MalformedException {
        return in.take(Vlu.readLength(in, "length of the " + what), what);
    }

    private static Chunk userData(WireReader in) throws MalformedException {
        int flags = in.u8("flags");
        long flow = Vlu.read(in, "flow");
        long sequence = Vlu.read(in, "sequence number");
        long back = Vlu.read(in, "offset of the forward sequence number");
        if (sequence == 0 || back > sequence)
            throw in.malformed("a sequence number before the first");
        return fragment(in, flags, flow, sequence, sequence - back);
    }

    private Chunk nextUserData(WireReader in) throws MalformedException {
        if (previous.isEmpty()) throw in.malformed("next user data after none");
        var before = previous.get();
        int flags = in.u8("flags");
        return fragment(in, flags, before.flow(), before.sequence() + 1, before.forward());
    }

    private static Chunk fragment(WireReader in, int flags, long flow, long sequence, long forward)
            throws MalformedException {
        if (sequence > LAST_SEQUENCE)
            throw in.malformed("a sequence number beyond " + LAST_SEQUENCE);
        boolean hasOptions = (flags & UserDataFlags.OPTIONS) != 0;
        List<Option> options = hasOptions ? Option.readAll(in) : List.of();
        return new Chunk.UserData(
                flow,
                sequence,
                forward,
                Chunk.Part.values()[flags >> UserDataFlags.PART_SHIFT & UserDataFlags.PART_MASK],
                (flags & UserDataFlags.ABANDONED) != 0,
                (flags & UserDataFlags.LAST) != 0,
                options,
                in.rest());
    }

    /** The lowest bit of the first byte is the one after the first that is missing (§2.3.13). */
    private static Chunk bitmap(WireReader in) throws MalformedException {
        long flow = Vlu.read(in, "flow");
        long buffer = room(in);
        long cumulative = Vlu.read(in, "cumulative acknowledgement");
        var ranges = new ArrayList<Chunk.Range>();
        long next = cumulative + 2;
        while (in.remaining() > 0) {
            int bits = in.u8("bitmap");
            for (int bit = 0; bit < 8; bit++, next++) {
                if ((bits >> bit & 1) != 0) received(ranges, next, in);
            }
        }
        return new Chunk.Acknowledgement(flow, buffer, cumulative, ranges);
    }

    private static void received(List<Chunk.Range> ranges, long sequence, WireReader in)
            throws MalformedException {
        if (!ranges.isEmpty() && ranges.getLast().to() == sequence - 1) {
            ranges.set(ranges.size() - 1, new Chunk.Range(ranges.getLast().from(), sequence));
        } else {
            add(ranges, new Chunk.Range(sequence, sequence), in);
        }
    }

    private static Chunk ranges(WireReader in) throws MalformedException {
        long flow = Vlu.read(in, "flow");
        long buffer = room(in);
        long cumulative = Vlu.read(in, "cumulative acknowledgement");
        var ranges = new ArrayList<Chunk.Range>();
        long last = cumulative;
        while (in.remaining() > 0) {
            long from = last + Vlu.read(in, "holes") + 2;
            long to = from + Vlu.read(in, "received");
            if (from <= last || to < from) throw in.malformed("ranges beyond all numbers");
            add(ranges, new Chunk.Range(from, to), in);
            last = to;
        }
        return new Chunk.Acknowledgement(flow, buffer, cumulative, ranges);
    }

    private static void add(List<Chunk.Range> ranges, Chunk.Range range, WireReader in)
            throws MalformedException {
        if (ranges.size() == MOST_RANGES) throw in.malformed("over " + MOST_RANGES + " ranges");
        ranges.add(range);
    }

    private static long room(WireReader in) throws MalformedException {
        return Math.min(MOST_BLOCKS, Vlu.read(in, "room")) * BLOCK;
    }
}
