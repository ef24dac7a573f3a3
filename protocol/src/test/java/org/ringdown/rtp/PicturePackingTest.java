package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are taken apart into packets, and put together again. */
class PicturePackingTest {
    // Of OpenH264 (640x480, baseline) and of x264 (1920x1080, high: 1088 lines of which 8 are cut
    // off).
    private static final String SPS = "6742c01e8c8d40501e900f08846a";
    private static final String SPS_1080 = "67640028acd940780227e5c044000003000400000300f03c60c658";
    private static final String PPS = "68ce3c80";

    private static List<RtpPacket> packed(PicturePacker packer, byte[] picture) {
        var packets = new ArrayList<RtpPacket>();
        packer.pack(
                ByteBuffer.wrap(picture),
                (payload, last) -> packets.add(packet(payload, last, packets.size())));
        return packets;
    }

    private static RtpPacket packet(ByteBuffer payload, boolean last, int sequence) {
        var bytes = ByteBuffer.allocate(RtpPacket.HEADER + payload.remaining());
        RtpWriter.header(bytes, 0, 96, last, sequence, 9000, 1);
        bytes.put(RtpPacket.HEADER, payload, payload.position(), payload.remaining());
        var packet = new RtpPacket();
        assertThat(packet.wrap(bytes, 0, bytes.capacity())).isTrue();
        return packet;
    }

    private static RtpPacket packet(String payload) {
        return packet(ByteBuffer.wrap(HexFormat.of().parseHex(payload)), false, 1);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1176, 1177, 5000, 100_000})
    void vp8ComesOutAsItWentIn(int length) {
        var picture = random(length);
        picture[0] &= (byte) 0xfe; // a keyframe

        var packets = packed(new Vp8Packer(), picture);

        var unpacker = new Vp8Unpacker();
        unpacker.begin();
        for (var packet : packets) assertThat(unpacker.add(packet)).isTrue();
        assertThat(unpacker.isWhole()).isTrue();
        assertThat(unpacker.isKeyframe()).isTrue();
        assertThat(bytes(unpacker.picture())).isEqualTo(picture);
        assertThat(packets)
                .allSatisfy(packet ->
                        assertThat(packet.payloadLength())
                                .isLessThanOrEqualTo(PicturePacker.LONGEST));
        assertThat(packets.getLast().marker()).isTrue();
        assertThat(packets.stream().filter(RtpPacket::marker)).hasSize(1);
    }

    @Test
    void vp8CountsPictures() {
        var packer = new Vp8Packer();
        var first = new Vp8Payload();
        var second = new Vp8Payload();

        assertThat(first.read(packed(packer, random(10)).getFirst())).isTrue();
        assertThat(second.read(packed(packer, random(10)).getFirst())).isTrue();

        assertThat(second.pictureId()).isEqualTo(first.pictureId() + 1);
        assertThat(second.pictureIdBits()).isEqualTo(15);
    }

    /** RFC 6386 §9.1. */
    @Test
    void vp8SaysHowLargeItIs() {
        var unpacker = new Vp8Unpacker();
        unpacker.begin();
        unpacker.add(packet("10" + "500200" + "9d012a" + "8002" + "e041"));

        assertThat(unpacker.size()).isEqualTo(new PictureSize(640, 480));
    }

    @Test
    void vp8WithoutItsBeginningIsNotWhole() {
        var packets = packed(new Vp8Packer(), random(3000));
        var unpacker = new Vp8Unpacker();
        unpacker.begin();
        for (var packet : packets.subList(1, packets.size())) unpacker.add(packet);

        assertThat(unpacker.isWhole()).isFalse();
    }

    private static byte[] unit(String head, int length) {
        var unit = random(length);
        for (int i = 0; i < length; i++) if (unit[i] <= 3 && unit[i] >= 0) unit[i] = 77;
        var start = HexFormat.of().parseHex(head);
        System.arraycopy(start, 0, unit, 0, start.length);
        return unit;
    }

    private static byte[] stream(byte[]... units) {
        var out = ByteBuffer.allocate(200_000);
        for (var unit : units) out.put(new byte[] {0, 0, 0, 1}).put(unit);
        return bytes(out.flip());
    }

    private static byte[] behindLengths(byte[]... units) {
        var out = ByteBuffer.allocate(200_000);
        for (var unit : units) out.putInt(unit.length).put(unit);
        return bytes(out.flip());
    }

    @ParameterizedTest
    @CsvSource({"100, true", "100, false", "1180, false", "1181, true", "50000, true"})
    void h264ComesOutAsItWentIn(int length, boolean pieces) {
        var sps = HexFormat.of().parseHex(SPS);
        var pps = HexFormat.of().parseHex(PPS);
        var slice = unit("6588", length);

        var packets = packed(new H264Packer(pieces), stream(sps, pps, slice));

        var unpacker = new H264Unpacker();
        unpacker.begin();
        for (var packet : packets) assertThat(unpacker.add(packet)).isTrue();
        assertThat(unpacker.isWhole()).isTrue();
        assertThat(unpacker.isKeyframe()).isTrue();
        assertThat(bytes(unpacker.picture())).isEqualTo(behindLengths(sps, pps, slice));
        assertThat(unpacker.size()).isEqualTo(new PictureSize(640, 480));
        assertThat(packets.getLast().marker()).isTrue();
    }

    @Test
    void whatCannotBeInPiecesIsLeftOut() {
        var slice = unit("6588", 5000);

        assertThat(packed(new H264Packer(false), stream(slice))).isEmpty();
    }

    /** A sender that says its parameter sets but once. */
    @Test
    void aKeyframeBringsItsParameterSets() {
        var slice = unit("6588", 100);
        var unpacker = new H264Unpacker();
        unpacker.begin();
        for (var packet :
                packed(
                        new H264Packer(true),
                        stream(HexFormat.of().parseHex(SPS), HexFormat.of().parseHex(PPS), slice)))
            unpacker.add(packet);
        var first = bytes(unpacker.picture());

        unpacker.begin();
        for (var packet : packed(new H264Packer(true), stream(slice))) unpacker.add(packet);

        assertThat(bytes(unpacker.picture())).isEqualTo(first);
        assertThat(HexFormat.of().formatHex(unpacker.configuration()))
                .isEqualTo("0142c01effe1000e" + SPS + "010004" + PPS);
    }

    @Test
    void unitsTogetherInAPacketAreTakenApart() {
        var unpacker = new H264Unpacker();
        unpacker.begin();
        unpacker.add(packet("78" + "000e" + SPS + "0004" + PPS + "0003" + "658811"));

        assertThat(unpacker.isKeyframe()).isTrue();
        assertThat(HexFormat.of().formatHex(bytes(unpacker.picture())))
                .isEqualTo("0000000e" + SPS + "00000004" + PPS + "00000003" + "658811");
    }

    @ParameterizedTest
    @CsvSource({
        "a slice that is not the first, 41108811",
        "the end of a piece, 7c45888888",
        "the beginning of a piece, 7c85888888",
        "a unit that is cut off, 78000e67",
        "a type that is not in use, 7f888888"
    })
    void isNotWhole(String name, String payload) {
        var unpacker = new H264Unpacker();
        unpacker.begin();
        unpacker.add(packet(payload));

        assertThat(unpacker.isWhole()).as(name).isFalse();
    }

    @Test
    void readsSizesThatAreCutOff() {
        assertThat(H264Size.of(HexFormat.of().parseHex(SPS_1080)))
                .isEqualTo(new PictureSize(1920, 1080));
    }

    @Test
    void everyTruncationOfParametersIsOfUnknownSize() {
        var whole = HexFormat.of().parseHex(SPS);
        for (int length = 0; length < 8; length++)
            assertThat(H264Size.of(java.util.Arrays.copyOf(whole, length)))
                    .isEqualTo(PictureSize.UNKNOWN);
    }

    @Test
    void aPictureHasNoEnd() {
        var unpacker = new Vp8Unpacker();
        unpacker.begin();
        var packet = packet(ByteBuffer.wrap(new byte[60_000]), false, 1);
        int taken = 0;
        while (unpacker.add(packet)) taken++;

        assertThat(taken).isEqualTo(PictureBytes.MOST / 59_999);
    }
}
