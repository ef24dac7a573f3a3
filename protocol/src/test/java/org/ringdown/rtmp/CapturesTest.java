package org.ringdown.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.rtmp.flv.AvcConfiguration;
import org.ringdown.rtmp.flv.NalUnits;
import org.ringdown.rtmp.flv.SoundFormat;
import org.ringdown.rtmp.flv.VideoTag;
import org.ringdown.rtmp.message.Command;

/** What ffmpeg and rtmpdump really say, understood to the last byte, in whatever pieces it comes. */
class CapturesTest {
    private static final int PIECE =
            64; // less than lies between what is asked and what hangs on the answer

    @Test
    void ffmpegPublishesSound() throws Exception {
        var events = replay("ffmpeg-publish", PIECE);
        var connect = ((RtmpEvent.Connecting) events.getFirst()).connect();
        assertThat(connect.object().app()).isEqualTo("studio");
        assertThat(connect.object().tcUrl()).endsWith("/studio");
        assertThat(connect.object().flashVer()).startsWith("FMLE/3.0");
        assertThat(connect.arguments())
                .containsExactly(AmfValue.of("alice"), AmfValue.of("secret"));
        assertThat(events)
                .filteredOn(RtmpEvent.Publishing.class::isInstance)
                .singleElement()
                .isEqualTo(new RtmpEvent.Publishing(1, new Command.Publish(5, "voice", "live")));
        int samples = 0;
        for (var event : events) {
            if (!(event instanceof RtmpEvent.Sound(var audio))) continue;
            var tag = (AudioTag.Plain) AudioTag.parse(audio.body());
            assertThat(tag.format()).isEqualTo(SoundFormat.PCMA);
            samples += tag.data().remaining();
        }
        assertThat(samples).as("0.24 s at 8 kHz").isEqualTo(1920);
        assertThat(events.getLast()).isEqualTo(new RtmpEvent.StreamClosed(1));
    }

    @Test
    void ffmpegPublishesPictures() throws Exception {
        var events = replay("ffmpeg-publish-h264", PIECE);
        int pictures = 0;
        int lengthSize = 0;
        for (var event : events) {
            if (!(event instanceof RtmpEvent.Picture(var video))) continue;
            switch (VideoTag.parse(video.body())) {
                case VideoTag.AvcStart(var record) -> {
                    var configuration = AvcConfiguration.parse(record);
                    assertThat(configuration.bytes()).isEqualTo(record);
                    assertThat(configuration.sequenceParameterSets()).hasSize(1);
                    lengthSize = configuration.lengthSize();
                }
                case VideoTag.Avc avc -> {
                    assertThat(NalUnits.split(avc.nalUnits(), lengthSize)).isNotEmpty();
                    assertThat(avc.isKeyframe()).isEqualTo(pictures == 0);
                    pictures++;
                }
                case VideoTag.AvcEnd() -> {}
                default -> throw new AssertionError(event);
            }
        }
        assertThat(pictures).as("half a second at 10 Hz").isEqualTo(5);
    }

    @Test
    void playersAskInTheirWays() {
        var ffmpeg = replay("ffmpeg-play", PIECE);
        assertThat(ffmpeg)
                .anySatisfy(event ->
                        assertThat(event)
                                .isInstanceOfSatisfying(
                                        RtmpEvent.Called.class,
                                        called ->
                                                assertThat(called.command())
                                                        .isInstanceOf(Command.FcSubscribe.class)))
                .anySatisfy(event -> assertThat(event).isInstanceOf(RtmpEvent.Playing.class));
        var rtmpdump = replay("rtmpdump-play", PIECE);
        assertThat(((RtmpEvent.Connecting) rtmpdump.getFirst()).connect().arguments())
                .containsExactly(AmfValue.of("alice"), AmfValue.of(7));
        assertThat(rtmpdump)
                .anySatisfy(event -> assertThat(event).isInstanceOf(RtmpEvent.Playing.class));
    }

    @Test
    void piecesMakeNoDifference() {
        for (var name :
                List.of("ffmpeg-publish", "ffmpeg-publish-h264", "ffmpeg-play", "rtmpdump-play")) {
            var whole = replay(name, PIECE);
            assertThat(replay(name, 1)).as(name).isEqualTo(whole);
            assertThat(replay(name, 13)).as(name).isEqualTo(whole);
        }
    }

    private static List<RtmpEvent> replay(String name, int piece) {
        var bytes = Captures.read(name);
        var server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        var events = new ArrayList<RtmpEvent>();
        for (int at = 0; at < bytes.length; at += piece) {
            var part = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
            for (var event : server.receive(part, 0)) {
                events.add(event);
                if (event instanceof RtmpEvent.Connecting) events.addAll(server.accept(Map.of()));
            }
            while (server.hasMore()) server.toSend(1 << 16);
        }
        assertThat(server.malformed()).as(name).isZero();
        assertThat(events).noneMatch(RtmpEvent.Ended.class::isInstance);
        return events;
    }
}
