package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.rtmp.FfmpegProgram;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.rtmp.GstStream;
import org.ringdown.interop.rtmp.Rtmpdump;
import org.ringdown.interop.sound.G711;

/** Encoders and players call by a URL alone: ffmpeg, GStreamer and rtmpdump with a SIP phone, the echo, a room with a page in it. */
@Scenario
class RtmpCallsTest {
    private static final int ENCODER_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.start(lab.folder("gateway-rtmp"), "rtmp.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest(name = "{0} samples a message")
    @ValueSource(ints = {160, 1024})
    void ffmpegAndAPhoneHearEachOther(int samples, Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var encoder =
                        FfmpegStream.publish(folder(lab), call(phone.uri()), ENCODER_HZ, samples)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            assertThat(call.rtp().arrivals())
                    .last()
                    .satisfies(packet -> assertThat(packet.payload()).hasSize(160));

            try (var player = FfmpegStream.play(folder(lab), call(phone.uri()))) {
                assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
                encoder.stop(SOON);
                call.awaitHangup(SOON);
                player.awaitExit(SOON);
            }
        }
    }

    /** What phones do not speak, and needs no add-on: it is heard as A-law. */
    @ParameterizedTest(name = "{0} of {1} Hz, {2} channels")
    @CsvSource({
        "adpcm_swf, 11025, 1",
        "adpcm_swf, 44100, 2",
        "pcm_s16le, 22050, 1",
        "pcm_s16le, 44100, 2",
        "pcm_u8, 11025, 1"
    })
    void soundOfOtherKindsIsHeard(String codec, int rate, int channels, Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var encoder =
                        FfmpegStream.publish(
                                FfmpegProgram.HERE,
                                folder(lab),
                                call(phone.uri()),
                                ENCODER_HZ,
                                "-ar",
                                Integer.toString(rate),
                                "-ac",
                                Integer.toString(channels),
                                "-c:a",
                                codec)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            encoder.stop(SOON);
            call.awaitHangup(SOON);
        }
    }

    @Test
    void theCalledOneHangsUp(Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var encoder =
                        FfmpegStream.publish(folder(lab), call(phone.uri()), ENCODER_HZ, 160)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMU");
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            call.hangup();
            encoder.awaitExit(SOON);
        }
    }

    @Test
    void theEchoIsHeard(Lab lab) {
        try (var encoder = FfmpegStream.publish(folder(lab), call("600"), ENCODER_HZ, 160);
                var player = FfmpegStream.play(folder(lab), call("600"))) {
            assertThat(player.awaitTone(ENCODER_HZ).good()).isTrue();
            encoder.stop(SOON);
            player.awaitExit(SOON);
        }
    }

    @Test
    void gstreamerAndAPhoneHearEachOther(Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var encoder = GstStream.publish(folder(lab), call(phone.uri()), ENCODER_HZ)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            try (var player = GstStream.play(folder(lab), call(phone.uri()))) {
                assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
            }
            call.hangup();
            encoder.awaitExit(SOON);
        }
    }

    /** It subscribes before it plays, and so calls, though nobody publishes. */
    @Test
    void rtmpdumpCallsAPhone(Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var player =
                        Rtmpdump.play(
                                folder(lab),
                                "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/call",
                                phone.uri())) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
            player.stop(SOON);
            call.awaitHangup(SOON);
        }
    }

    @Test
    void aPageAndAnEncoderMeetInARoom(Lab lab) {
        try (var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "rtmp-room");
                var encoder = FfmpegStream.publish(folder(lab), room("77"), ENCODER_HZ, 160);
                var player = FfmpegStream.play(folder(lab), room("77"))) {
            page.dial("60377");
            page.awaitAnswered();
            assertThat(page.awaitTone(ENCODER_HZ).good()).isTrue();
            assertThat(player.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            encoder.stop(SOON);
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void aPageIsCalledByAnEncoder(Lab lab) {
        try (var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "rtmp-page")) {
            try (var encoder = FfmpegStream.publish(folder(lab), call("bob"), ENCODER_HZ, 1024);
                    var player = FfmpegStream.play(folder(lab), call("bob"))) {
                page.awaitIncoming();
                page.answer();
                page.awaitAnswered();
                assertThat(page.awaitTone(ENCODER_HZ).good()).isTrue();
                assertThat(player.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
                encoder.stop(SOON);
                page.awaitEnd();
            }
        }
    }

    @Test
    void whatCannotBeCalledIsSaid(Lab lab) {
        try (var encoder = FfmpegStream.publish(folder(lab), room("lobby"), ENCODER_HZ, 160)) {
            assertThat(encoder.awaitExit(SOON)).isNotZero();
            assertThat(encoder.tail()).contains("a name is call/NUMBER or room/NUMBER");
        }
    }

    private static String call(String number) {
        return "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/call/" + number;
    }

    private static String room(String number) {
        return "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/room/" + number;
    }

    private static java.nio.file.Path folder(Lab lab) {
        return lab.folder("rtmp-" + FOLDERS.incrementAndGet());
    }
}
