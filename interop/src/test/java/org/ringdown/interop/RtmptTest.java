package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.rtmp.Rtmpdump;
import org.ringdown.interop.sound.G711;

/** RTMP within HTTP requests, by clients that can: ffmpeg and librtmp, at the port of the web pages. */
@Scenario
class RtmptTest {
    private static final int ENCODER_HZ = 700;
    private static final int PHONE_HZ = 1500;

    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.start(lab.folder("gateway-rtmpt"), "rtmp.port=off");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void ffmpegAndAPhoneHearEachOther(Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var encoder =
                        FfmpegStream.publish(
                                lab.folder("rtmpt-says"), call(phone.uri()), ENCODER_HZ, 160)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            try (var player = FfmpegStream.play(lab.folder("rtmpt-hears"), call(phone.uri()))) {
                assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
                encoder.stop(SOON);
                call.awaitHangup(SOON);
                player.awaitExit(SOON);
            }
        }
    }

    /** It subscribes before it plays, and so calls. */
    @Test
    void rtmpdumpCallsAPhone(Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var player = Rtmpdump.play(lab.folder("rtmpt-dump"), root(), phone.uri())) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
            player.stop(SOON);
            call.awaitHangup(SOON);
        }
    }

    private static String call(String number) {
        return root() + "/" + number;
    }

    private static String root() {
        return gateway.origin().replace("http:", "rtmpt:") + "/call";
    }
}
