package org.ringdown.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.VirtualLoop;

/** One stream from ring to ring, with a converter that says what it was asked for, and a mill that turns when the test says so. */
class PictureConversionTest {
    private static final String KEYFRAME = "105002009d012a4001f000";
    private static final String DELTA = "10019d012a4001f000";

    private final VirtualLoop loop = new VirtualLoop();
    private final List<String> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private boolean understands = true;
    private boolean throwing;
    private int wanted;
    private int wakes;
    private int sequence = 65000;

    private final PictureConversion conversion =
            new PictureConversion(
                    Codec.VP8,
                    Codec.VP8,
                    Echo::new,
                    loop,
                    new PictureConversion.Outlet() {
                        @Override
                        public void accept(RtpPacket packet, long now) {
                            seen.add(packet.timestamp() + (packet.marker() ? "!" : ""));
                        }

                        @Override
                        public void keyframeWanted() {
                            wanted++;
                        }
                    },
                    () -> wakes++);

    private final class Echo implements PictureConverter {
        private int newest;

        @Override
        public boolean decode(ByteBuffer picture, int timestamp) {
            if (throwing) throw new IllegalStateException("on purpose");
            asked.add("decode " + timestamp);
            newest = timestamp;
            return understands;
        }

        @Override
        public ByteBuffer encode(boolean keyframe, long bitrate) {
            asked.add((keyframe ? "keyframe " : "encode ") + newest + " " + bitrate);
            return ByteBuffer.allocate(2000);
        }

        @Override
        public int timestamp() {
            return newest;
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private void comes(int picture, String payload) {
        var bytes = HexFormat.of().parseHex(payload);
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + bytes.length);
        RtpWriter.header(buffer, 0, 96, true, sequence++ & 0xffff, picture, 7);
        buffer.put(RtpPacket.HEADER, bytes);
        var packet = new RtpPacket();
        assertThat(packet.wrap(buffer, 0, buffer.capacity())).isTrue();
        conversion.accept(packet);
    }

    private void turn() {
        assertThat(conversion.turn()).isTrue();
        loop.pass(Duration.ofMillis(5));
    }

    @Test
    void picturesComeOutInPackets() {
        conversion.limit(500_000);
        comes(1, KEYFRAME);
        turn();
        comes(2, DELTA);
        turn();

        assertThat(asked)
                .containsExactly("decode 1", "keyframe 1 500000", "decode 2", "encode 2 500000");
        assertThat(seen).containsExactly("1", "1!", "2", "2!");
        assertThat(wakes).isEqualTo(2);
        assertThat(conversion.turn()).isFalse();
    }

    @Test
    void ofThoseThatCameMeanwhileTheNewestIsEncoded() {
        comes(1, KEYFRAME);
        comes(2, DELTA);
        comes(3, DELTA);
        turn();

        assertThat(asked).hasSize(4).startsWith("decode 1", "decode 2", "decode 3");
        assertThat(seen).containsExactly("3", "3!");
    }

    @Test
    void aKeyframeIsMadeWhenWanted() {
        comes(1, KEYFRAME);
        turn();
        conversion.wantKeyframe();
        comes(2, DELTA);
        turn();

        assertThat(asked.getLast()).startsWith("keyframe 2");
        assertThat(wanted).isZero();
    }

    @Test
    void theSourceIsAskedForAKeyframeWhereNothingElseHelps() {
        comes(1, DELTA);
        turn();
        assertThat(wanted).isEqualTo(1);
        comes(2, KEYFRAME);
        turn();
        understands = false;
        loop.pass(Duration.ofSeconds(1));
        comes(3, DELTA);
        turn();
        comes(4, DELTA);
        turn();

        assertThat(wanted).as("of both together, as they came at once").isEqualTo(2);
        assertThat(seen).containsExactly("2", "2!");
    }

    @Test
    void whatIsBrokenEndsAlone() {
        throwing = true;
        comes(1, KEYFRAME);
        turn();

        assertThat(conversion.isOver()).isTrue();
        assertThat(asked).containsExactly("close");
    }

    @Test
    void closingGivesBack() {
        comes(1, KEYFRAME);
        turn();
        conversion.close();
        turn();

        assertThat(asked.getLast()).isEqualTo("close");
        assertThat(conversion.isOver()).isTrue();
    }

    @Test
    void aFullRingLosesTheOldest() {
        comes(0, KEYFRAME);
        for (int i = 1; i < 600; i++) comes(i, i == 599 ? KEYFRAME : DELTA);
        turn();

        assertThat(asked).containsExactly("decode 599", "keyframe 599 " + Long.MAX_VALUE);
    }
}
