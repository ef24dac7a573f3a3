package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Reads the drawing of RFC 2198 §5, and refuses everything that is nearly it. */
class RedundantPacketTest {
    /** A packet of DVI4 (5) that says a piece of LPC (7) again, which is 160 units older and here of three bytes. */
    private static final String EXAMPLE = "87028003 05 a1a2a3 b1b2b3b4";

    private final RedundantPacket view = new RedundantPacket();

    @Test
    void readsEachBlock() {
        assertThat(reads(EXAMPLE)).isTrue();

        assertThat(view.blocks()).isEqualTo(2);
        assertThat(view.payloadType(0)).isEqualTo(7);
        assertThat(view.age(0)).isEqualTo(160);
        assertThat(view.start(0)).isEqualTo(RtpPacket.HEADER + 5);
        assertThat(view.length(0)).isEqualTo(3);
        assertThat(view.payloadType(1)).isEqualTo(5);
        assertThat(view.age(1)).isZero();
        assertThat(view.start(1)).isEqualTo(RtpPacket.HEADER + 8);
        assertThat(view.length(1)).isEqualTo(4);
    }

    @Test
    void aPacketMaySayNothingAgain() {
        assertThat(reads("6f c1c2")).isTrue();

        assertThat(view.blocks()).isEqualTo(1);
        assertThat(view.payloadType(0)).isEqualTo(111);
        assertThat(view.length(0)).isEqualTo(2);
    }

    @Test
    void refusesEveryTruncationOfWhatIsOlder() {
        var whole = HexFormat.of().parseHex(EXAMPLE.replace(" ", ""));
        for (int size = 0; size < whole.length; size++) {
            boolean olderIsWhole = size >= 8;
            assertThat(view.wrap(packet(java.util.Arrays.copyOf(whole, size))))
                    .as(size + " bytes")
                    .isEqualTo(olderIsWhole);
        }
    }

    @Test
    void refusesMoreBlocksThanAnybodyNeeds() {
        assertThat(reads("87028000".repeat(4) + "05")).isTrue();
        assertThat(view.blocks()).isEqualTo(RedundantPacket.MOST_BLOCKS);
        assertThat(reads("87028000".repeat(5) + "05")).isFalse();
        assertThat(reads("ff".repeat(400))).isFalse();
    }

    @Test
    void whatIsWrittenIsRead() {
        var out = ByteBuffer.allocate(200);
        RtpWriter.header(out, 0, 63, false, 1, 2, 3);
        out.position(RtpPacket.HEADER);
        RedundantWriter.older(out, 111, RedundantWriter.OLDEST, 2);
        RedundantWriter.older(out, 111, 960, 1);
        RedundantWriter.own(out, 111);
        assertThat(out.position()).isEqualTo(RtpPacket.HEADER + RedundantWriter.headers(2));
        out.put(new byte[] {1, 2, 3, 4, 5, 6});
        var packet = new RtpPacket();
        packet.wrap(out, 0, out.position());

        assertThat(view.wrap(packet)).isTrue();
        assertThat(view.blocks()).isEqualTo(3);
        assertThat(view.age(0)).isEqualTo(RedundantWriter.OLDEST);
        assertThat(view.age(1)).isEqualTo(960);
        assertThat(view.payloadType(1)).isEqualTo(111);
        assertThat(view.length(2)).isEqualTo(3);
        assertThat(out.get(view.start(1))).isEqualTo((byte) 3);
    }

    private boolean reads(String payload) {
        return view.wrap(packet(HexFormat.of().parseHex(payload.replace(" ", ""))));
    }

    private static RtpPacket packet(byte[] payload) {
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + payload.length);
        RtpWriter.header(buffer, 0, 63, false, 0, 0, 0);
        buffer.put(RtpPacket.HEADER, payload);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, buffer.capacity());
        return packet;
    }
}
