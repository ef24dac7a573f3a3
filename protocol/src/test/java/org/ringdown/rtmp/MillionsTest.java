package org.ringdown.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.rtmp.amf.Amf0Reader;
import org.ringdown.rtmp.amf.Amf0Writer;
import org.ringdown.rtmp.amf.Amf3Writer;
import org.ringdown.rtmp.chunk.ChunkLimits;
import org.ringdown.rtmp.chunk.ChunkReader;
import org.ringdown.rtmp.chunk.MessageType;
import org.ringdown.rtmp.chunk.RawMessage;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.FlvTag;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtmp.handshake.ClientHandshake;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.handshake.ServerHandshake;
import org.ringdown.wire.Damage;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/**
 * A million inputs for each parser, damaged from what real clients have sent, the same in every run: each is read or refused, none costs much, and in
 * between what is good is read as ever.
 *
 * <p>{@code -Dmalformed.packets=10000} for fewer.
 */
class MillionsTest {
    private static final int INPUTS = Integer.getInteger("malformed.packets", 1_000_000);
    private static final int BETWEEN = 1_000;
    private static final int GREETING =
            3073; // version, hello and answer, which a client sends first
    private static final long MOST_ALLOCATED =
            3 << 20; // of one input, its copies for a check included
    private static final long MOST_NANOS = 50_000_000; // of one core

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<RawMessage> messages = new ArrayList<>();

    /** Reads one input, and says what came of it. */
    private interface Parser {
        Object read(byte[] bytes) throws MalformedException;
    }

    @BeforeEach
    void capture() throws MalformedException {
        for (var name :
                List.of("ffmpeg-publish", "ffmpeg-publish-h264", "ffmpeg-play", "rtmpdump-play"))
            new ChunkReader(ChunkLimits.USUAL).feed(ByteBuffer.wrap(chunks(name)), messages::add);
    }

    @Test
    void handshakesOfClients() {
        var random = new SplittableRandom(4);
        survive(
                greetings(),
                bytes -> {
                    var server = new ServerHandshake(random, 0);
                    server.receive(ByteBuffer.wrap(bytes));
                    return List.of(server.isDone(), server.refusal());
                });
    }

    @Test
    void handshakesOfServers() {
        var random = new SplittableRandom(4);
        var good =
                greetings().stream()
                        .map(bytes ->
                                bytes(
                                        new ServerHandshake(random, 0)
                                                .receive(ByteBuffer.wrap(bytes))))
                        .toList();
        survive(
                good,
                bytes -> {
                    var client = new ClientHandshake(Scheme.SIMPLE, random, 0);
                    client.receive(ByteBuffer.wrap(bytes));
                    return List.of(client.isDone(), client.refusal());
                });
    }

    private static List<byte[]> greetings() {
        return Stream.of("ffmpeg-publish", "rtmpdump-play")
                .map(name -> Arrays.copyOf(Captures.read(name), GREETING))
                .toList();
    }

    @Test
    void chunkStreams() {
        survive(
                Stream.of("ffmpeg-publish", "ffmpeg-play", "rtmpdump-play")
                        .map(MillionsTest::chunks)
                        .toList(),
                bytes -> {
                    var whole = new ArrayList<RawMessage>();
                    var reader = new ChunkReader(ChunkLimits.USUAL);
                    reader.feed(ByteBuffer.wrap(bytes), whole::add);
                    assertThat(reader.unfinished()).isBetween(0, Math.max(bytes.length * 512, 512));
                    return whole;
                });
    }

    @Test
    void amf0() {
        survive(bodies(MessageType.COMMAND_AMF0, MessageType.DATA_AMF0), MillionsTest::values);
    }

    /** The same values in the newer form, and more that only this has. */
    @Test
    void amf3() throws MalformedException {
        var good = new ArrayList<byte[]>();
        for (var body : bodies(MessageType.COMMAND_AMF0, MessageType.DATA_AMF0)) {
            for (var value : Amf0Reader.readAll(ByteBuffer.wrap(body))) {
                var out = new WireWriter().u8(0x11);
                new Amf3Writer(out).write(value);
                good.add(bytes(out.written()));
            }
        }
        for (var hex :
                List.of(
                        "11 09 05 01 0a 13 03 54 03 61 04 01 0a 01 04 02",
                        "11 09 05 01 06 03 61 06 00",
                        "11 09 05 01 0a 0b 01 01 0a 02",
                        "11 0c 05 01 02",
                        "11 08 01 3f f8 00 00 00 00 00 00"))
            good.add(HexFormat.ofDelimiter(" ").parseHex(hex));
        survive(good, MillionsTest::values);
    }

    @Test
    void flvTags() {
        var good = new ArrayList<>(bodies(MessageType.AUDIO, MessageType.VIDEO));
        for (var hex :
                List.of(
                        "90 4f 70 75 73 4f 70 75 73 48 65 61 64",
                        "94 4f 70 75 73 01 02",
                        "95 00 4f 70 75 73",
                        "a1 61 76 63 31 00 00 10 aa",
                        "94 76 70 30 39 02",
                        "97 00 00 90 76 70 30 38 aa"))
            good.add(HexFormat.ofDelimiter(" ").parseHex(hex));
        survive(good, MillionsTest::tag);
    }

    @Test
    void flvTagsInARow() {
        survive(List.of(film()), bytes -> FlvTag.readAll(ByteBuffer.wrap(bytes)));
    }

    /** All of it together, behind a handshake each, which takes longer than what it is about: a tenth as many. */
    @Test
    void sessions() {
        var greeting = Arrays.copyOf(Captures.read("rtmpdump-play"), GREETING);
        survive(
                INPUTS / 10,
                Stream.of("ffmpeg-publish", "ffmpeg-play", "rtmpdump-play")
                        .map(MillionsTest::chunks)
                        .toList(),
                bytes -> {
                    var server =
                            new RtmpServerSession(RtmpSettings.USUAL, new SplittableRandom(1), 0);
                    server.receive(ByteBuffer.wrap(greeting), 0);
                    var events = new ArrayList<>(server.receive(ByteBuffer.wrap(bytes), 0));
                    if (events.stream().anyMatch(RtmpEvent.Connecting.class::isInstance))
                        events.addAll(server.accept(Map.of()));
                    int sent = 0;
                    while (server.hasMore()) sent += server.toSend(1 << 16).remaining();
                    return List.of(events.stream().map(RtmpEvent::getClass).toList(), sent > 0);
                });
    }

    private void survive(List<byte[]> good, Parser parser) {
        survive(INPUTS, good, parser);
    }

    private void survive(int inputs, List<byte[]> good, Parser parser) {
        var expected = good.stream().map(bytes -> outcome(parser, bytes)).toList();
        var damage = new Damage(good, new SplittableRandom(29));
        long longest = 0;
        for (int i = 0; i < inputs; i++) {
            var bytes = damage.next();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long began = threads.getCurrentThreadCpuTime();
            outcome(parser, bytes);
            longest = Math.max(longest, threads.getCurrentThreadCpuTime() - began);
            allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
            if (allocated > MOST_ALLOCATED) throw failed(i, bytes, "took " + allocated + " bytes");
            if (i % BETWEEN == 0)
                assertThat(good.stream().map(fine -> outcome(parser, fine)).toList())
                        .isEqualTo(expected);
        }
        assertThat(longest).isLessThan(MOST_NANOS);
    }

    private record Refused(String why) {}

    private static Object outcome(Parser parser, byte[] bytes) {
        try {
            return parser.read(bytes);
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return new Refused(refused.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            throw failed(-1, bytes, e.toString());
        }
    }

    private static AssertionError failed(int number, byte[] bytes, String what) {
        return new AssertionError(
                "input %d, %s: %s".formatted(number, HexFormat.of().formatHex(bytes), what));
    }

    private static Object values(byte[] bytes) throws MalformedException {
        var values = Amf0Reader.readAll(ByteBuffer.wrap(bytes));
        assertThat(Amf0Reader.readAll(Amf0Writer.writeAll(values)).size()).isEqualTo(values.size());
        return values;
    }

    private static Object tag(byte[] bytes) throws MalformedException {
        try {
            return List.of(
                    AudioTag.parse(ByteBuffer.wrap(bytes)), VideoTag.parse(ByteBuffer.wrap(bytes)));
        } catch (MalformedException noSound) {
            return VideoTag.parse(ByteBuffer.wrap(bytes));
        }
    }

    private byte[] film() {
        var out = new WireWriter();
        for (var message : messages)
            if (message.type() == MessageType.AUDIO || message.type() == MessageType.VIDEO)
                new FlvTag(message.type(), message.timestamp(), message.body().duplicate())
                        .write(out);
        return bytes(out.written());
    }

    private List<byte[]> bodies(int... types) {
        return messages.stream()
                .filter(message -> Arrays.stream(types).anyMatch(type -> type == message.type()))
                .map(message -> bytes(message.body().duplicate()))
                .filter(bytes -> bytes.length > 0)
                .distinct()
                .toList();
    }

    private static byte[] chunks(String capture) {
        var bytes = Captures.read(capture);
        return Arrays.copyOfRange(bytes, GREETING, bytes.length);
    }

    private static byte[] bytes(ByteBuffer from) {
        var bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }
}
