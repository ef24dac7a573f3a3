package org.ringdown.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireWriter;

/** Chunks byte by byte, among them the two examples of RTMP 1.0 §5.3.2, and what strangers may claim. */
class ChunkReaderTest {
    private static final int MEGABYTE = 1 << 20;

    private final List<RawMessage> messages = new ArrayList<>();
    private ChunkReader reader = new ChunkReader(ChunkLimits.USUAL);

    /** §5.3.2.1: four messages of sound, 32 bytes each, in headers of 12, 8, 1 and 1 bytes. */
    private static final String SOUND =
            "03 0003e8 000020 08 39300000 "
                    + body(32)
                    + " 83 000014 "
                    + body(32)
                    + " c3 "
                    + body(32)
                    + " c3 "
                    + body(32);

    /** §5.3.2.2: one of 307 bytes in three chunks. */
    private static final String PICTURE =
            "04 0003e8 000133 09 3a300000 " + body(128) + " c4 " + body(128) + " c4 " + body(51);

    @Test
    void readsTheExampleOfSound() throws Exception {
        feed(SOUND);

        assertThat(messages)
                .extracting(RawMessage::timestamp)
                .containsExactly(1000, 1020, 1040, 1060);
        assertThat(messages)
                .allSatisfy(message -> {
                    assertThat(message.type()).isEqualTo(8);
                    assertThat(message.stream()).isEqualTo(12345);
                    assertThat(message.body()).isEqualTo(hex(body(32)));
                });
    }

    @Test
    void readsTheExampleOfAPicture() throws Exception {
        feed(PICTURE);

        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().body()).isEqualTo(hex(body(128) + body(128) + body(51)));
        assertThat(reader.unfinished()).isZero();
    }

    @Test
    void readsTheSameInPiecesOfAnySize() throws Exception {
        feed(SOUND + PICTURE);
        var whole = List.copyOf(messages);
        var bytes = hex(SOUND + PICTURE);
        for (int cut = 0; cut <= bytes.capacity(); cut++) {
            messages.clear();
            reader = new ChunkReader(ChunkLimits.USUAL);
            reader.feed(bytes.slice(0, cut), messages::add);
            reader.feed(bytes.slice(cut, bytes.capacity() - cut), messages::add);
            assertThat(messages).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void soundGoesBetweenTheChunksOfAPicture() throws Exception {
        feed("04 000000 000100 09 01000000 " + body(128));
        feed("05 000000 000004 08 01000000 01020304");
        feed("c4 " + body(128));

        assertThat(messages).extracting(RawMessage::type).containsExactly(8, 9);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"02", "3f", "00 00", "00 ff", "01 00 00", "01 ff ff"})
    void readsIdsOfAllSizes(String head) throws Exception {
        var first = hex(head);
        feed(head + " 000005 000001 08 01000000 aa");
        first.put(0, (byte) (first.get(0) | 0xc0));
        feed(HexFormat.of().formatHex(first.array()) + " bb");

        assertThat(messages)
                .extracting(message -> message.body().get(0))
                .containsExactly((byte) 0xaa, (byte) 0xbb);
    }

    /** §5.3.1.1: two forms of the same id are the same stream. */
    @Test
    void anIdInALongerFormIsTheSame() throws Exception {
        feed("00 06 000000 000081 08 01000000 " + body(128));
        feed("c1 06 00 bb");

        assertThat(messages).hasSize(1);
    }

    @Test
    void timestampsGoOnFromTheLast() throws Exception {
        feed("05 00000a 000001 08 01000000 aa"); // 10
        feed("45 000005 000002 08 aabb"); // 15
        feed("85 000007 aabb"); // 22
        feed("c5 aabb"); // 29
        assertThat(messages).extracting(RawMessage::timestamp).containsExactly(10, 15, 22, 29);
    }

    /** §5.3.1.2.4: what is as before, after a timestamp, is later by that timestamp. */
    @Test
    void typeThreeAfterTypeZeroAddsTheTimestamp() throws Exception {
        feed("05 00000a 000001 08 01000000 aa c5 bb");

        assertThat(messages).extracting(RawMessage::timestamp).containsExactly(10, 20);
    }

    @Test
    void aStreamOfPingsMayBeginWithoutItsMessageStream() throws Exception {
        feed("42 000000 00000a 04 0003 00000001 00000bb8");

        assertThat(messages).extracting(RawMessage::stream).containsExactly(0);
    }

    /** §5.3.1.3: where 24 bits are not enough, four bytes follow, in each chunk of type 3 too; some senders leave those out. */
    @ParameterizedTest
    @ValueSource(strings = {"01020304", ""})
    void readsExtendedTimestampsByEitherHabit(String again) throws Exception {
        var bytes = "05 ffffff 000083 09 01000000 01020304 " + body(128) + "c5" + again + "0a0b0c";
        feed(bytes + "05 000000 000001 08 01000000 ee");
        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst().timestamp()).isEqualTo(0x01020304);
        assertThat(messages.getFirst().body()).isEqualTo(hex(body(128) + "0a0b0c"));
        var once = List.copyOf(messages);

        var all = hex(bytes + "05 000000 000001 08 01000000 ee");
        for (int cut = 0; cut <= all.capacity(); cut++) {
            messages.clear();
            reader = new ChunkReader(ChunkLimits.USUAL);
            reader.feed(all.slice(0, cut), messages::add);
            reader.feed(all.slice(cut, all.capacity() - cut), messages::add);
            assertThat(messages).as("cut at %d", cut).isEqualTo(once);
        }
    }

    /** The body begins as the timestamp does: it is one byte of the body, and a new chunk begins behind it. */
    @Test
    void aHabitIsToldFromTheFirstByteThatDiffers() throws Exception {
        feed(
                "05 ffffff 000081 09 01000000 01020304 "
                        + body(128)
                        + "c5 01 06 000007 000001 08 01000000 cc");

        assertThat(messages).hasSize(2);
        assertThat(messages.get(1).timestamp()).isEqualTo(7);
    }

    @Test
    void extendedTimestampsMayBeSteps() throws Exception {
        feed("05 000001 000001 08 01000000 aa 85 ffffff 01000000 bb c5 01000000 cc");

        assertThat(messages)
                .extracting(RawMessage::timestamp)
                .containsExactly(1, 0x01000001, 0x02000001);
    }

    @Test
    void chunkSizesOfOneAndTheLargest() throws Exception {
        feed("02 000000 000004 01 00000000 00000001");
        feed("05 000000 000003 08 01000000 aa c5 bb c5 cc");
        feed("02 000000 000004 01 00000000 7f c2 ff c2 ff c2 ff");
        feed("05 000000 000100 09 01000000 " + body(256));

        assertThat(messages)
                .extracting(message -> message.body().remaining())
                .containsExactly(3, 256);
    }

    @Test
    void anAbortedMessageIsForgotten() throws Exception {
        feed("05 000000 000100 09 01000000 " + body(128));
        feed("02 000000 000004 02 00000000 00000005");
        assertThat(reader.unfinished()).isZero();
        feed("05 000000 000001 08 01000000 aa");

        assertThat(messages).extracting(RawMessage::type).containsExactly(8);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    05 000000 ffffff 09 01000000       | a message of type 9 over 1048576 bytes
                    05 000000 ffffff 08 01000000       | a message of type 8 over 65536 bytes
                    05 000000 010001 14 01000000       | a message of type 20 over 65536 bytes
                    02 000000 000041 04 00000000       | a message of type 4 over 64 bytes
                    c5                                 | the first chunk of a stream has no length
                    85 000000                          | the first chunk of a stream has no length
                    02 000000 000004 01 00000000 00000000 | a chunk size that is not positive
                    02 000000 000004 01 00000000 80000001 | a chunk size that is not positive
                    02 000000 000002 01 00000000 0000     | a control message without its number
                    """)
    void refusesWhatCannotBe(String bytes, String complaint) {
        assertThatThrownBy(() -> feed(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessage("RTMP chunks: " + complaint + " (RTMP 1.0 §5.3)");
        assertThatThrownBy(() -> feed("00")).hasMessageContaining("framing was lost before");
    }

    @Test
    void refusesAMessageInsideAnother() {
        assertThatThrownBy(() ->
                        feed(
                                "05 000000 000100 09 01000000 "
                                        + body(128)
                                        + "05 000000 000001 08 01000000 aa"))
                .hasMessageContaining("a message begins inside another");
    }

    @Test
    void refusesTheThirtyThirdStream() throws Exception {
        for (int id = 2; id < 34; id++) feed("%02x 000000 000001 08 01000000 aa".formatted(id));

        assertThatThrownBy(() -> feed("22 000000 000001 08 01000000 aa"))
                .hasMessageContaining("over 32 chunk streams");
    }

    /** Thirty streams that each announce a megabyte and send a little: room for what has come, and no more. */
    @Test
    void makesRoomForWhatCameAndNotForWhatIsAnnounced() throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int id = 3; id < 33; id++) {
            feed("%02x 000000 0fffff 09 01000000".formatted(id) + body(128));
        }

        assertThat(reader.unfinished()).isEqualTo(30 * 512);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEGABYTE);
    }

    @Test
    void holdsTwoMegabytesOfWhatIsUnfinished() throws Exception {
        feed("02 000000 000004 01 00000000 00080000");
        assertThatThrownBy(
                        () -> {
                            for (int id = 3; id < 33; id++) {
                                var bytes =
                                        new WireWriter(MEGABYTE)
                                                .bytes(
                                                        hex(
                                                                "%02x 000000 0fffff 09 01000000"
                                                                        .formatted(id)))
                                                .bytes(new byte[MEGABYTE / 2]);
                                reader.feed(bytes.written(), messages::add);
                                assertThat(reader.unfinished()).isLessThanOrEqualTo(2 * MEGABYTE);
                            }
                        })
                .hasMessageContaining("over 2097152 bytes of unfinished messages");
        assertThat(reader.unfinished()).isLessThanOrEqualTo(2 * MEGABYTE);
    }

    private void feed(String bytes) throws MalformedException {
        reader.feed(hex(bytes), messages::add);
    }

    private static String body(int size) {
        return "5a".repeat(size);
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
