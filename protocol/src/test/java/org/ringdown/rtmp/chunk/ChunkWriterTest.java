package org.ringdown.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.wire.WireWriter;

/** What is written, byte by byte and read again; and that sound does not wait for pictures. */
class ChunkWriterTest {
    private static final int SOUND = MessageType.AUDIO;
    private static final int PICTURE = MessageType.VIDEO;

    private final ChunkWriter writer = new ChunkWriter();

    @Test
    void leavesOutWhatHasBeenSaid() {
        writer.offer(message(SOUND, 1, 1000, 2));
        writer.offer(message(SOUND, 1, 1020, 2));
        writer.offer(message(SOUND, 1, 1040, 2));
        writer.offer(message(SOUND, 1, 1060, 3));
        writer.offer(message(SOUND, 1, 1050, 3));
        writer.offer(message(SOUND, 2, 1051, 3));

        assertThat(written())
                .isEqualTo(
                        hex(
                                "04 0003e8 000002 08 01000000 0001"
                                        + "84 000014 0001"
                                        + "c4 0001"
                                        + "44 000014 000003 08 000102"
                                        + "04 00041a 000003 08 01000000 000102" // time goes
                                        // backwards
                                        + "04 00041b 000003 08 02000000 000102")); // another stream
        assertThat(writer.hasMore()).isFalse();
        assertThat(writer.pending()).isZero();
    }

    @Test
    void extendedTimestampsAreInEachChunk() {
        writer.offer(message(PICTURE, 1, 0x01000000, 130));

        var bytes = written();
        assertThat(bytes.slice(0, 16)).isEqualTo(hex("06 ffffff 000082 09 01000000 01000000"));
        assertThat(bytes.slice(16 + 128, 7)).isEqualTo(hex("c6 01000000 8081"));
    }

    @Test
    void soundGoesBeforeTheRestOfAPicture() throws Exception {
        writer.offer(message(PICTURE, 1, 0, 10_000));
        writer.offer(message(PICTURE, 1, 40, 10_000));
        var out = new WireWriter();
        writer.drain(out, 1000);
        writer.offer(message(SOUND, 1, 20, 160));
        writer.drain(out, 1400);
        int wholeSounds = sounds(out).size();
        writer.drain(out, Integer.MAX_VALUE);

        assertThat(wholeSounds).as("sound that is whole after 1400 bytes").isEqualTo(1);
        assertThat(read(out)).extracting(RawMessage::type).containsExactly(SOUND, PICTURE, PICTURE);
    }

    @Test
    void aCommandKeepsItsPlaceBehindPictures() throws Exception {
        writer.offer(message(PICTURE, 1, 0, 1000));
        writer.offer(message(MessageType.COMMAND_AMF0, 0, 0, 20));
        writer.offer(message(SOUND, 1, 0, 20));
        var out = new WireWriter();
        writer.drain(out, Integer.MAX_VALUE);

        assertThat(read(out))
                .extracting(RawMessage::type)
                .containsExactly(SOUND, PICTURE, MessageType.COMMAND_AMF0);
    }

    @Test
    void aChunkSizeHoldsFromWhenItIsSaid() throws Exception {
        writer.offer(message(PICTURE, 1, 0, 1000));
        var out = new WireWriter();
        writer.drain(out, 200);
        writer.offer(ChunkWriter.chunkSize(4096));
        writer.drain(out, Integer.MAX_VALUE);

        assertThat(read(out)).containsExactly(message(PICTURE, 1, 0, 1000));
        assertThatThrownBy(() -> ChunkWriter.chunkSize(127))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Any messages, however drained, are read as they were offered, in order within each kind. */
    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var writer = new ChunkWriter();
            var out = new WireWriter();
            var offered = new ArrayList<RawMessage>();
            int[] types = {SOUND, PICTURE, MessageType.COMMAND_AMF0, MessageType.USER_CONTROL};
            int time = random.nextInt();
            for (int i = 0; i < 60; i++) {
                int type = types[random.nextInt(types.length)];
                int size = type == MessageType.USER_CONTROL ? 6 : random.nextInt(700);
                time += random.nextInt(10) == 0 ? random.nextInt() : 20;
                var message = message(type, 1 + random.nextInt(2), time, size);
                offered.add(message);
                writer.offer(message);
                if (random.nextInt(20) == 0)
                    writer.offer(ChunkWriter.chunkSize(128 + random.nextInt(500)));
                if (random.nextBoolean()) writer.drain(out, out.size() + random.nextInt(600));
            }
            writer.drain(out, Integer.MAX_VALUE);
            var read = read(out);
            for (int type : types) {
                assertThat(of(type, read)).as("seed %d", seed).isEqualTo(of(type, offered));
            }
        }
    }

    private static List<RawMessage> of(int type, List<RawMessage> messages) {
        return messages.stream().filter(message -> message.type() == type).toList();
    }

    private static List<RawMessage> sounds(WireWriter out) throws Exception {
        return of(SOUND, read(out));
    }

    private static List<RawMessage> read(WireWriter out) throws Exception {
        var messages = new ArrayList<RawMessage>();
        new ChunkReader(ChunkLimits.USUAL).feed(out.written(), messages::add);
        return messages;
    }

    private ByteBuffer written() {
        var out = new WireWriter();
        writer.drain(out, Integer.MAX_VALUE);
        return out.written();
    }

    private static RawMessage message(int type, int stream, int timestamp, int size) {
        var body = new byte[size];
        for (int i = 0; i < size; i++) body[i] = (byte) i;
        return new RawMessage(type, stream, timestamp, ByteBuffer.wrap(body));
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
