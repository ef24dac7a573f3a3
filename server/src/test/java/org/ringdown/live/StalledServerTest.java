package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.Tap;
import org.ringdown.record.TapRing;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/** A server takes the stream of a call with a picture, and then reads nothing, or less than comes. */
class StalledServerTest extends StreamedToUs {
    private static final String PARAMETERS = "78000e6742c01e8c8d40501e900f08846a000468ce3c80";
    private static final int KEYFRAME_EVERY = 100;
    private static final int AT_ONCE = 100;
    private static final int PICTURE = 1200;
    private static final int TURN_MILLIS = 10;

    /** Shows pictures of one packet each, with a number in it; a worker would. */
    private static final class Camera {
        private final Tap tap;
        private final RtpPacket packet = new RtpPacket();
        private final ByteBuffer buffer = ByteBuffer.allocate(1500);
        private final byte[] parameters = HexFormat.of().parseHex(PARAMETERS);
        private int shown;

        Camera(Tap tap) {
            this.tap = tap;
        }

        void shows(int pictures) {
            for (int i = 0; i < pictures; i++) shows();
        }

        private void shows() {
            boolean key = shown % KEYFRAME_EVERY == 0;
            RtpWriter.header(buffer.clear(), 0, 96, true, shown & 0xffff, shown * 90, 9);
            buffer.position(RtpPacket.HEADER);
            if (key) buffer.put(parameters).putShort((short) PICTURE);
            int end = buffer.position() + PICTURE;
            buffer.put((byte) (key ? 0x65 : 0x41)).put((byte) 0x9a).putInt(shown++);
            packet.wrap(buffer, 0, end);
            tap.saw(List.of(new Format(96, Codec.H264)), packet, System.nanoTime());
        }
    }

    private static int number(VideoTag.Avc picture) {
        var units = picture.nalUnits();
        return units.getInt(units.limit() - PICTURE + 2);
    }

    private TapRing takenFrom() throws InterruptedException {
        return (TapRing) house.listeners.take().caller();
    }

    @Test
    void oneThatReadsNothingIsConnectedToAnewAndTheCallHasNotWaited() throws Exception {
        var stream = begin();
        try (var deaf = accept(false)) {
            assertThat(deaf.reads(1)).isTrue();
            var ring = takenFrom();
            var camera = new Camera(ring);
            int turns = 0;
            long longest = 0;
            while (house.left.poll(TURN_MILLIS, TimeUnit.MILLISECONDS) == null) {
                long before = System.nanoTime();
                camera.shows(AT_ONCE);
                longest = Math.max(longest, System.nanoTime() - before);
                turns++;
            }
            assertThat(turns).isGreaterThan(100);
            assertThat(longest).isLessThan(TimeUnit.SECONDS.toNanos(1));
            assertThat(ring.lost()).isPositive();
        }
        try (var reading = accept(false)) {
            assertThat(stream.seen().reason().orElseThrow())
                    .isEqualTo("the server does not take what it is sent");
            assertThat(reading.reads(1)).isTrue();
            new Camera(takenFrom()).shows(AT_ONCE);
            while (reading.pictures.size() < 2) assertThat(reading.reads()).isTrue();
            assertThat(reading.pictures.getFirst()).isInstanceOf(VideoTag.AvcStart.class);
            assertThat(reading.pictures.get(1).isKeyframe()).isTrue();
        }
    }

    /** Time itself runs ahead here: what a slow server makes of three seconds takes minutes. */
    @Test
    void oneThatFallsBehindIsConnectedToAnew() throws Exception {
        var stream = begin();
        try (var slow = accept(false)) {
            assertThat(slow.reads(5)).isTrue();
            ahead.set(TimeUnit.SECONDS.toNanos(4));
            house.left.take();
        }
        try (var next = accept(false)) {
            assertThat(stream.seen().reason().orElseThrow())
                    .isEqualTo("the server takes less than it is sent");
            assertThat(next.reads(1)).isTrue();
        }
    }

    /** What does not fit goes up to the next keyframe: whatever comes can be decoded. */
    @Test
    void afterAShortStallNothingComesThatCannotBeDecoded() throws Exception {
        begin();
        try (var pausing = accept(false)) {
            assertThat(pausing.reads(1)).isTrue();
            var ring = takenFrom();
            var camera = new Camera(ring);
            while (ring.lost() == 0) camera.shows(AT_ONCE);
            camera.shows(AT_ONCE);
            int last = camera.shown + KEYFRAME_EVERY;
            while (newest(pausing) < last) {
                camera.shows(1);
                assertThat(pausing.reads()).isTrue();
            }
            assertDecodable(pausing.pictures);
        }
    }

    private static int newest(Ingest of) {
        return !of.pictures.isEmpty() && of.pictures.getLast() instanceof VideoTag.Avc picture
                ? number(picture)
                : -1;
    }

    private static void assertDecodable(List<VideoTag> all) {
        int before = -1;
        int jumps = 0;
        for (var tag : all) {
            if (!(tag instanceof VideoTag.Avc picture)) continue;
            int now = number(picture);
            if (now != before + 1) jumps++;
            assertThat(picture.isKeyframe() || now == before + 1).isTrue();
            before = now;
        }
        assertThat(jumps).isPositive();
    }
}
