package org.ringdown.rtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

/** Packets in a stream (RFC 4571 §2), whatever pieces the stream comes in. */
class FrameReaderTest {
    private static final int LONGEST = 8;

    private final FrameReader reader = new FrameReader(LONGEST);
    private final ByteBuffer packet = ByteBuffer.allocate(LONGEST + 4);

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 5, 20})
    void cutsPacketsOutOfPieces(int piece) throws Exception {
        assertThat(read(stream("one", "twelve", "x", "12345678"), piece))
                .containsExactly("one", "twelve", "x", "12345678");
    }

    @Test
    void skipsEmptyPackets() throws Exception {
        assertThat(read(stream("", "", "one", "", "two", ""), 4)).containsExactly("one", "two");
    }

    @Test
    void looksAtAPacketAndLeavesIt() throws Exception {
        put(stream("one", "two"));

        assertThat(reader.peek(packet)).isTrue();
        assertThat(reader.peek(packet)).isTrue();
        assertThat(text()).isEqualTo("one");
        assertThat(reader.next(packet)).isTrue();
        assertThat(text()).isEqualTo("one");
        assertThat(reader.next(packet)).isTrue();
        assertThat(text()).isEqualTo("two");
        assertThat(reader.next(packet)).isFalse();
    }

    @Test
    void refusesAPacketThatIsTooLongAsSoonAsItsLengthIsKnown() throws Exception {
        put(ByteBuffer.wrap(new byte[] {0}));
        assertThat(reader.next(packet)).isFalse();
        put(ByteBuffer.wrap(new byte[] {9}));

        assertThatThrownBy(() -> reader.next(packet))
                .isInstanceOf(MalformedException.class)
                .hasMessage("a packet of 9 bytes, at most 8 are taken (RFC 4571 §2)");
    }

    @Test
    void hasRoomForWhatIsMissingOfAnyPacket() throws Exception {
        put(stream("12345678", "12345678").limit(2 * (2 + LONGEST) - 1));
        assertThat(reader.next(packet)).isTrue();
        assertThat(reader.next(packet)).isFalse();

        assertThat(reader.room().remaining()).isGreaterThan(LONGEST);
    }

    private List<String> read(ByteBuffer stream, int piece) throws MalformedException {
        var read = new ArrayList<String>();
        while (stream.hasRemaining()) {
            var room = reader.room();
            int size = Math.min(Math.min(piece, room.remaining()), stream.remaining());
            room.put(stream.slice(stream.position(), size));
            reader.flip();
            stream.position(stream.position() + size);
            while (reader.next(packet)) read.add(text());
        }
        return read;
    }

    private void put(ByteBuffer bytes) {
        reader.room().put(bytes);
        reader.flip();
    }

    private String text() {
        return US_ASCII.decode(packet.duplicate()).toString();
    }

    private static ByteBuffer stream(String... packets) {
        var stream = ByteBuffer.allocate(64);
        for (var each : packets)
            stream.putShort((short) each.length()).put(each.getBytes(US_ASCII));
        return stream.flip();
    }
}
