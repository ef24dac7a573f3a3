package org.ringdown.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.rtp.PictureUnpacker;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/** Pictures out of packets of VP8 that a network brings as it likes: a number, K for those that stand alone; each has two packets. */
class PictureAssemblerTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Integer> seen = new ArrayList<>();
    private int wanted;
    private long now;
    private final PictureAssembler assembler =
            new PictureAssembler(
                    Codec.VP8,
                    new PictureAssembler.Outlet() {
                        @Override
                        public void picture(PictureUnpacker unpacked, int timestamp, long cameAt) {
                            assertThat(unpacked.picture().remaining()).isEqualTo(14);
                            seen.add(timestamp);
                        }

                        @Override
                        public void keyframeWanted() {
                            wanted++;
                        }
                    });

    /** The first or second packet of a picture. */
    private void comes(int picture, boolean keyframe, int part) {
        var payload =
                part == 1
                        ? (keyframe ? "10009d012a4001f000" : "10019d012a4001f000")
                        : "00aabbccddeeff";
        var bytes = HexFormat.of().parseHex(payload);
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + bytes.length);
        RtpWriter.header(buffer, 0, 96, part == 2, 65530 + 2 * picture + part & 0xffff, picture, 7);
        buffer.put(RtpPacket.HEADER, bytes);
        var packet = new RtpPacket();
        assertThat(packet.wrap(buffer, 0, buffer.capacity())).isTrue();
        now += MS;
        assembler.accept(packet, now);
    }

    private void comes(int picture, boolean keyframe) {
        comes(picture, keyframe, 1);
        comes(picture, keyframe, 2);
    }

    @Test
    void picturesComeWholeAcrossTheWrapOfSequenceNumbers() {
        comes(0, true);
        for (int i = 1; i < 10; i++) comes(i, false);

        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(wanted).isZero();
    }

    @Test
    void nothingIsSeenBeforeAKeyframe() {
        comes(0, false);
        assertThat(wanted).isEqualTo(1);
        comes(1, true);

        assertThat(seen).containsExactly(1);
    }

    @Test
    void orderIsPutRight() {
        comes(0, true);
        comes(1, false, 2);
        comes(2, false, 1);
        comes(1, false, 1);
        comes(1, false, 1);
        comes(2, false, 2);

        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(wanted).isZero();
    }

    @Test
    void whatIsSentAnewInTimeIsWaitedFor() {
        comes(0, true);
        comes(1, false, 1);
        comes(2, false);
        now += 150 * MS;
        comes(3, false);
        assertThat(seen).containsExactly(0);
        comes(1, false, 2);

        assertThat(seen).containsExactly(0, 1, 2, 3);
        assertThat(wanted).isZero();
    }

    @Test
    void aLossCostsAllUntilAKeyframe() {
        comes(0, true);
        comes(1, false, 2);
        now += 250 * MS;
        comes(2, false);
        assertThat(seen).containsExactly(0);
        assertThat(wanted).isPositive();
        comes(3, true);
        comes(4, false);

        assertThat(seen).containsExactly(0, 3, 4);
    }

    @Test
    void whatComesTooLateIsNothing() {
        comes(0, true);
        comes(1, false, 2);
        now += 250 * MS;
        comes(2, true);
        comes(1, false, 1);

        assertThat(seen).containsExactly(0, 2);
    }

    @Test
    void aSourceThatBeginsAnewIsFollowed() {
        comes(0, true);
        comes(5000, true);
        comes(5001, false);

        assertThat(seen).containsExactly(0, 5000, 5001);
    }
}
