package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packets of VP8 and H.264 say of the pictures in them. */
class PicturesTest {
    /** RFC 7741 §4.2 and §4.3: descriptor, then the first byte of the picture, whose lowest bit says that it needs another one. */
    @ParameterizedTest
    @CsvSource({
        "1000, true, -, -",
        "1001, false, -, -",
        "0000, false, -, -",
        "1100, false, -, -", // another partition than the first
        "90800500, true, 5, -",
        "9080923400, true, 4660, -",
        "90c09234ff00, true, 4660, 255",
        "90e0923407e000, true, 4660, 7",
        "90b0923420" + "01, false, 4660, -",
    })
    void readsVp8(String payload, boolean keyframe, String picture, String layer) {
        var vp8 = new Vp8Payload();

        assertThat(vp8.read(packet(payload))).isTrue();
        assertThat(vp8.startsKeyframe()).isEqualTo(keyframe);
        assertThat(vp8.hasPictureId() ? "" + vp8.pictureId() : "-").isEqualTo(picture);
        assertThat(vp8.hasLayerIndex() ? "" + vp8.layerIndex() : "-").isEqualTo(layer);
    }

    @ParameterizedTest
    @CsvSource({"''", "90", "9080", "908092", "90c09234", "90e0923407"})
    void readsNothingThatIsCutOff(String payload) {
        assertThat(new Vp8Payload().read(packet(payload))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "90807f00, 128, 90800000",
        "9080ffff00, 32768, 9080800000",
        "9080800100, 2, 9080800200"
    })
    void writesAPictureIdInItsOwnWidth(String payload, int id, String written) {
        var packet = packet(payload);
        var vp8 = new Vp8Payload();
        vp8.read(packet);

        vp8.pictureId(id);

        assertThat(payload(packet)).isEqualTo(written);
    }

    /** RFC 6184 §5.6 to §5.8. */
    @ParameterizedTest
    @CsvSource({
        "65aabb, 5",
        "41aabb, 1",
        "780003670102" + "00026803, 7 8",
        "7800036701020009" + "68, 7", // the second is longer than what there is
        "7c85aa, 5+",
        "7c05aa, ''",
        "7c45aa, ''",
        "7c85, ''",
        "7800, ''",
        "1d0000, ''",
    })
    void showsTheUnitsOfH264(String payload, String units) {
        List<String> seen = new ArrayList<>();

        H264Payload.forEach(
                packet(payload), (type, _, _, _, whole) -> seen.add(type + (whole ? "" : "+")));

        assertThat(String.join(" ", seen)).isEqualTo(units);
    }

    @Test
    void keepsParameterSetsForAPictureThatLacksThem() {
        var sets = new H264ParameterSets();
        sets.read(packet("78000367010200026803", 100));
        assertThat(sets.startsKeyframe()).isTrue();

        sets.read(packet("65aa", 100));
        assertThat(sets.lacks(100)).as("they came with it").isFalse();
        sets.read(packet("65aa", 200));
        assertThat(sets.lacks(200)).isTrue();

        var out = ByteBuffer.allocate(64);
        int length = sets.together(out, 0);
        assertThat(HexFormat.of().formatHex(out.array(), 0, length))
                .isEqualTo("78000367010200026803");
        sets.said(200);
        sets.read(packet("65bb", 200));
        assertThat(sets.lacks(200)).as("the second slice of it").isFalse();
        sets.clear();
        sets.read(packet("65bb", 300));
        assertThat(sets.lacks(300)).as("nothing is known of the source").isFalse();
    }

    @Test
    void sendsAPacketAnewAndRestoresIt() {
        var packet = packet("9080923400", 4711);
        packet.sequence(65535);
        packet.marker(true);
        var out = ByteBuffer.allocate(100);

        int length = Retransmission.write(packet, 97, 7, 42, out, 0);
        var again = new RtpPacket();
        assertThat(again.wrap(out, 0, length)).isTrue();
        assertThat(again.payloadType()).isEqualTo(97);
        assertThat(again.sequence()).isEqualTo(7);
        assertThat(again.ssrc()).isEqualTo(42);

        assertThat(Retransmission.restore(again, 96, 1)).isTrue();
        assertThat(again.payloadType()).isEqualTo(96);
        assertThat(again.sequence()).isEqualTo(65535);
        assertThat(again.timestamp()).isEqualTo(4711);
        assertThat(again.marker()).isTrue();
        assertThat(again.ssrc()).isEqualTo(1);
        assertThat(payload(again)).isEqualTo("9080923400");
    }

    @Test
    void restoresNothingOfAProbe() {
        assertThat(Retransmission.restore(packet(""), 96, 1)).isFalse();
        assertThat(Retransmission.restore(packet("0001"), 96, 1)).isFalse();
    }

    @Test
    void asksForWhatIsMissingAndGivesUpInTheEnd() {
        var missing = new MissingPackets();
        long ms = 1_000_000;
        assertThat(missing.received(65533, 0)).isTrue();
        assertThat(missing.received(1, 0)).isTrue();
        assertThat(asked(missing, 5 * ms)).as("it may only be late").isEmpty();
        assertThat(asked(missing, 10 * ms)).containsExactly(65534, 65535, 0);
        assertThat(asked(missing, 20 * ms)).isEmpty();
        missing.received(65535, 20 * ms);
        assertThat(asked(missing, 50 * ms)).containsExactly(65534, 0);
        for (int i = 3; i <= 8; i++) assertThat(asked(missing, i * 50 * ms)).hasSize(2);
        assertThat(missing.ask(500 * ms, _ -> {})).as("given up").isTrue();
        assertThat(missing.isEmpty()).isTrue();
    }

    @Test
    void asksForNothingWhereTooMuchIsMissing() {
        var missing = new MissingPackets();
        missing.received(1, 0);

        assertThat(missing.received(200, 0)).isFalse();
        assertThat(missing.isEmpty()).isTrue();
    }

    private static List<Integer> asked(MissingPackets missing, long now) {
        var asked = new ArrayList<Integer>();
        missing.ask(now, asked::add);
        return asked;
    }

    private static RtpPacket packet(String payload) {
        return packet(payload, 0);
    }

    private static RtpPacket packet(String payload, int timestamp) {
        byte[] bytes = HexFormat.of().parseHex(payload);
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + bytes.length);
        RtpWriter.header(buffer, 0, 96, false, 1, timestamp, 1);
        buffer.put(RtpPacket.HEADER, bytes);
        var packet = new RtpPacket();
        assertThat(packet.wrap(buffer, 0, buffer.capacity())).isTrue();
        return packet;
    }

    private static String payload(RtpPacket packet) {
        var bytes = new byte[packet.payloadLength()];
        packet.buffer().get(packet.payloadOffset(), bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
