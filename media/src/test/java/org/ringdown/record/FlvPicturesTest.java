package org.ringdown.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.StreamMessage.Kind;
import org.ringdown.record.FlvStream.SoundChoice;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.wire.MalformedException;

/** The pictures of a call that is streamed live, ten a second of each side that shows any. */
class FlvPicturesTest {
    private static final long TENTH = 100_000_000;
    private static final long BEGIN = Long.MAX_VALUE - 50 * TENTH;
    private static final String KEYFRAME =
            "78000e6742c01e8c8d40501e900f08846a000468ce3c800003658811";
    private static final String OTHER = "78000e6742c01f8c8d40501e900f08846a000468ce3c800003658811";
    private static final String DELTA = "419a02";

    private final FlvMessages sent = new FlvMessages();
    private final Side caller = new Side();
    private final Side callee = new Side();
    private final CallSound call;
    private long now = BEGIN;

    FlvPicturesTest() {
        var flv = FlvStream.of(SoundChoice.PCMA, sent).orElseThrow();
        call = new CallSound(List.of(flv), new Random(1), BEGIN);
        call.caller(caller.ring);
        call.callee(callee.ring);
    }

    private static final class Side {
        final TapRing ring = new TapRing(true);
        private final RtpPacket packet = new RtpPacket();
        private final ByteBuffer buffer = ByteBuffer.allocate(1500);
        private int pictures;

        void shows(long now, Codec codec, String payload) {
            var bytes = HexFormat.of().parseHex(payload);
            RtpWriter.header(buffer.clear(), 0, 96, true, pictures & 0xffff, pictures++ * 3000, 9);
            buffer.put(RtpPacket.HEADER, bytes);
            packet.wrap(buffer, 0, RtpPacket.HEADER + bytes.length);
            ring.saw(List.of(new Format(96, codec)), packet, now);
        }
    }

    private void shows(Side side, String payload) throws IOException {
        side.shows(now, Codec.H264, payload);
        goOn();
    }

    private void goOn() throws IOException {
        now += TENTH;
        call.writeUntil(now);
    }

    private List<VideoTag> seen() {
        return sent.messages.stream()
                .filter(message -> message.kind() == Kind.PICTURE)
                .map(message -> tag(message.body().duplicate()))
                .toList();
    }

    private static VideoTag tag(ByteBuffer body) {
        try {
            return VideoTag.parse(body);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void decodersAreToldBeforeTheFirstPictureAndPlayersHowLargeItIs() throws IOException {
        shows(caller, KEYFRAME);
        shows(caller, DELTA);
        assertThat(seen()).hasSize(3);
        assertThat(seen().getFirst()).isInstanceOf(VideoTag.AvcStart.class);
        assertThat(seen().get(1).isKeyframe()).isTrue();
        assertThat(seen().get(2).isKeyframe()).isFalse();
        var said = sent.metadata.getLast().fields();
        assertThat(said.get("videocodecid")).contains(AmfValue.of(7));
        assertThat(said.get("audiocodecid")).contains(AmfValue.of(7));
        assertThat(said.get("width")).contains(AmfValue.of(640));
        assertThat(said.get("height")).contains(AmfValue.of(480));
    }

    @Test
    void theyAreToldAgainWhenSomethingElseFollowsAndNotOtherwise() throws IOException {
        for (var keyframe : List.of(KEYFRAME, KEYFRAME, OTHER)) shows(caller, keyframe);
        assertThat(seen()).filteredOn(VideoTag.AvcStart.class::isInstance).hasSize(2);
        assertThat(seen().get(3)).isInstanceOf(VideoTag.AvcStart.class);
    }

    /** RFC 6184 §6.2: also of a phone that packs each unit by itself. */
    @Test
    void picturesInPiecesOfOnePacketAreShown() throws IOException {
        caller.shows(now, Codec.H264_SINGLE, KEYFRAME);
        goOn();
        assertThat(seen()).hasSize(2);
    }

    @Test
    void vp8IsNotShownAndNotAskedFor() throws IOException {
        for (int i = 0; i < 40; i++) {
            caller.shows(now, Codec.VP8, "105002009d012a8002e001");
            goOn();
            assertThat(caller.ring.wantsKeyframe()).isFalse();
        }
        assertThat(seen()).isEmpty();
    }

    @Test
    void aCameraIsAskedForAKeyframeWithinTwoSecondsOfTheLatest() throws IOException {
        shows(caller, KEYFRAME);
        for (int i = 1; i < 18; i++) {
            shows(caller, DELTA);
            assertThat(caller.ring.wantsKeyframe()).isFalse();
        }
        shows(caller, DELTA);
        shows(caller, DELTA);
        assertThat(caller.ring.wantsKeyframe()).isTrue();
        assertThat(caller.ring.wantsKeyframe()).isFalse();
        shows(caller, KEYFRAME);
        shows(caller, DELTA);
        assertThat(caller.ring.wantsKeyframe()).isFalse();
    }

    @Test
    void oneThatDoesNotHearIsAskedAgainAndNotAllTheTime() throws IOException {
        int asked = 0;
        for (int i = 0; i < 100; i++) {
            shows(caller, DELTA);
            if (caller.ring.wantsKeyframe()) asked++;
        }
        assertThat(asked).isEqualTo(5);
    }

    @Test
    void theSideThatIsNotShownIsLeftAlone() throws IOException {
        for (int i = 0; i < 100; i++) {
            shows(caller, i % 10 == 0 ? KEYFRAME : DELTA);
            callee.shows(now, Codec.H264, DELTA);
            assertThat(callee.ring.wantsKeyframe()).isFalse();
        }
    }

    @Test
    void theOtherSideIsShownWhenTheFirstShowsNothingAnyMore() throws IOException {
        shows(caller, KEYFRAME);
        for (int i = 0; i < 30; i++) shows(callee, KEYFRAME);
        assertThat(seen()).hasSizeBetween(10, 15);
    }

    /** What the server does not take is missing: the rest up to the next keyframe would be rubbish. */
    @Test
    void afterAJamItGoesOnWithAKeyframe() throws IOException {
        shows(caller, KEYFRAME);
        sent.full = true;
        shows(caller, DELTA);
        sent.full = false;
        int before = seen().size();
        shows(caller, DELTA);
        shows(caller, DELTA);
        assertThat(seen()).hasSize(before);
        shows(caller, KEYFRAME);
        shows(caller, DELTA);
        assertThat(seen()).hasSize(before + 2);
        assertThat(seen().get(before).isKeyframe()).isTrue();
    }
}
