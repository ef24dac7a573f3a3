package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads RTP headers by the drawing of RFC 3550 §5.1, and refuses those that promise more than there is. */
class RtpPacketTest {
    /** Two contributors, an extension of one word, three bytes of payload, padding of two. */
    private static final String EVERYTHING =
            """
            b2 e0 fffe 00000fa0 deadbeef
            11111111 22222222
            bede 0001 10aa0000
            010203
            0002\
            """
                    .replaceAll("\\s", "");

    private final RtpPacket packet = new RtpPacket();

    @Test
    void readsAHeaderWithEverythingInIt() {
        assertThat(wrap(EVERYTHING)).isTrue();

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.sequence()).isEqualTo(65534);
        assertThat(packet.timestamp()).isEqualTo(4000);
        assertThat(packet.ssrc()).isEqualTo(0xdeadbeef);
        assertThat(packet.contributors()).isEqualTo(2);
        assertThat(packet.hasExtension()).isTrue();
        assertThat(packet.payloadOffset()).isEqualTo(28);
        assertThat(packet.payloadLength()).isEqualTo(3);
        assertThat(packet.paddingLength()).isEqualTo(2);
    }

    @Test
    void readsItInTheMiddleOfADirectBufferWithoutMovingThePosition() {
        byte[] bytes = HexFormat.of().parseHex(EVERYTHING);
        var buffer = ByteBuffer.allocateDirect(100).put(7, bytes).position(3);

        assertThat(packet.wrap(buffer, 7, bytes.length)).isTrue();
        assertThat(packet.sequence()).isEqualTo(65534);
        assertThat(packet.payloadOffset()).isEqualTo(35);
        assertThat(buffer.position()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    40 00 0001 00000000 00000001             | version 1
                    c0 00 0001 00000000 00000001             | version 3
                    80 00 0001 00000000 000000               | eleven bytes
                    81 00 0001 00000000 00000001 111111      | a contributor cut short
                    90 00 0001 00000000 00000001 bede00      | an extension without a length
                    90 00 0001 00000000 00000001 bede0001 00 | an extension cut short
                    90 00 0001 00000000 00000001 bedeffff 00 | an extension of a quarter megabyte
                    a0 00 0001 00000000 00000001             | padding without a byte to count it
                    a0 00 0001 00000000 00000001 0000        | padding of no bytes
                    a0 00 0001 00000000 00000001 0003        | padding longer than the payload
                    """)
    void refuses(String packet, String why) {
        assertThat(wrap(packet.replace(" ", ""))).as(why).isFalse();
    }

    @Test
    void takesPaddingThatIsAllThereIs() {
        assertThat(wrap("a000000100000000000000010000" + "0004")).isTrue();
        assertThat(packet.payloadLength()).isZero();
    }

    @Test
    void refusesEveryTruncationThatCutsTheHeader() {
        byte[] bytes = HexFormat.of().parseHex(EVERYTHING);
        for (int size = 0; size < 28; size++) {
            assertThat(packet.wrap(ByteBuffer.wrap(bytes), 0, size)).as("%d bytes", size).isFalse();
        }
        assertThat(packet.wrap(ByteBuffer.wrap(bytes), 0, 28))
                .as("no payload, no padding")
                .isFalse();
    }

    @Test
    void staysWhereItWasWhenAPacketIsRefused() {
        wrap(EVERYTHING);
        assertThat(wrap("00")).isFalse();
        assertThat(packet.sequence()).isEqualTo(65534);
    }

    @Test
    void asksForNothingOutsideTheBuffer() {
        var buffer = ByteBuffer.allocate(20);
        assertThatThrownBy(() -> packet.wrap(buffer, 10, 12))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> packet.wrap(buffer.order(ByteOrder.LITTLE_ENDIAN), 0, 12))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesEachFieldAndNoOther() {
        wrap(EVERYTHING);
        packet.marker(false);
        packet.payloadType(8);
        assertThat(packet.marker()).isFalse();
        packet.marker(true);
        packet.payloadType(111);
        packet.sequence(65536 + 5);
        packet.timestamp(-2);
        packet.ssrc(7);

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(111);
        assertThat(packet.sequence()).isEqualTo(5);
        assertThat(packet.timestamp()).isEqualTo(-2);
        assertThat(packet.ssrc()).isEqualTo(7);
        assertThat(hex(packet)).isEqualTo("b2ef0005fffffffe00000007" + EVERYTHING.substring(24));
    }

    @Test
    void looksAtTheHeaderAloneOfAnEncryptedPacket() {
        var encrypted = HexFormat.of().parseHex("a0000001000000000000000100ff");
        assertThat(packet.wrap(ByteBuffer.wrap(encrypted), 0, 14)).isFalse();
        assertThat(RtpPacket.headerLength(ByteBuffer.wrap(encrypted), 0, 14)).isEqualTo(12);
    }

    @Test
    void baresAPacketOfAllThatBelongsToItsOwnLeg() {
        wrap(EVERYTHING);
        RtpWriter.bare(packet);
        assertThat(packet.offset()).isEqualTo(16);
        assertThat(hex(packet)).isEqualTo("80e0fffe00000fa0deadbeef" + "010203");

        RtpWriter.bare(packet);
        assertThat(packet.offset()).as("nothing left to take away").isEqualTo(16);
    }

    @Test
    void baresAPacketWhoseHeaderIsPlainButPadded() {
        wrap("a0000001000000000000000133330002");
        RtpWriter.bare(packet);
        assertThat(hex(packet)).isEqualTo("8000000100000000000000013333");
    }

    @Test
    void survivesMutations() {
        var random = new Random(3550);
        byte[] seed = HexFormat.of().parseHex(EVERYTHING);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = seed.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(bytes.length + 1);
            if (packet.wrap(ByteBuffer.wrap(bytes), 0, length)) {
                assertThat(packet.payloadOffset()).isBetween(12, length);
                assertThat(packet.payloadOffset() + packet.payloadLength() + packet.paddingLength())
                        .isEqualTo(length);
            }
        }
    }

    private boolean wrap(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    private static String hex(RtpPacket packet) {
        byte[] bytes = new byte[packet.length()];
        packet.buffer().get(packet.offset(), bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
