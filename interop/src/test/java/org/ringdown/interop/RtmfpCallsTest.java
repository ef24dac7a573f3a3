package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.rtmp.FlashPhone;
import org.ringdown.interop.rtmp.RtmfpRelay;
import org.ringdown.interop.rtmp.RtmfpRoad;
import org.ringdown.interop.rtmp.Tcrelay;
import org.ringdown.interop.sound.G711;

/**
 * Clients of RTMFP with a SIP phone and with a page: ffmpeg and librtmp, by a relay of ours, and by rtmfp-cpp's where somebody has built that
 * (docs/rtmp.md says how).
 */
@Scenario
class RtmfpCallsTest {
    private static final int ENCODER_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;

    /** Which way, and whether packets are protected by HMACs and numbers. */
    enum Way {
        OURS,
        OURS_PLAIN,
        RTMFP_CPP,
        RTMFP_CPP_PLAIN;

        boolean isProtected() {
            return this == OURS || this == RTMFP_CPP;
        }

        boolean isOurs() {
            return this == OURS || this == OURS_PLAIN;
        }
    }

    static List<Way> ways() {
        var ways = new ArrayList<>(List.of(Way.OURS, Way.OURS_PLAIN));
        if (Tcrelay.here().isPresent()) ways.addAll(List.of(Way.RTMFP_CPP, Way.RTMFP_CPP_PLAIN));
        return ways;
    }

    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.start(lab.folder("gateway-rtmfp"), "rtmfp.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static RtmfpRoad road(Way way, Lab lab) {
        return way.isOurs()
                ? RtmfpRelay.open(gateway.rtmfpPort(), way.isProtected(), 0)
                : Tcrelay.open(folder(lab), gateway.rtmfpPort(), way.isProtected());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anEncoderAndAPhoneHearEachOther(Way way, Lab lab) {
        try (var road = road(way, lab);
                var phone = ScriptedPhone.open("camera");
                var encoder =
                        FfmpegStream.publish(
                                folder(lab), call(road, phone.uri()), ENCODER_HZ, 160)) {
            var call = answered(phone);
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            try (var player = FfmpegStream.play(folder(lab), call(road, phone.uri()))) {
                assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
                encoder.stop(SOON);
                call.awaitHangup(SOON);
                player.awaitExit(SOON);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void siprtmpCalls(Way way, Lab lab) {
        try (var road = road(way, lab);
                var phone = ScriptedPhone.open("bob");
                var flash =
                        FlashPhone.welcome(
                                folder(lab),
                                road.port(),
                                "sip/alice@example.net",
                                "alice",
                                "alice",
                                "The Name")) {
            SiprtmpCall.whole(flash, phone);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anEncoderAndAPageMeet(Way way, Lab lab) {
        var id = "9" + way.ordinal();
        try (var road = road(way, lab);
                var page =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), gateway, "alice", "rtmfp-" + way);
                var encoder = FfmpegStream.publish(folder(lab), room(road, id), ENCODER_HZ, 160);
                var player = FfmpegStream.play(folder(lab), room(road, id))) {
            page.dial("603" + id);
            page.awaitAnswered();
            assertThat(page.awaitTone(ENCODER_HZ).good()).isTrue();
            assertThat(player.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            encoder.stop(SOON);
            page.hangup();
            page.awaitEnd();
        }
    }

    /** A tenth of all datagrams is lost each way, and the client goes to another port twice: the call goes on. */
    @Test
    void aCallSurvivesLossAndAChangeOfAddress(Lab lab) {
        try (var road = RtmfpRelay.open(gateway.rtmfpPort(), true, 0.1);
                var phone = ScriptedPhone.open("camera");
                var encoder =
                        FfmpegStream.publish(
                                folder(lab), call(road, phone.uri()), ENCODER_HZ, 160)) {
            var call = answered(phone);
            try (var player = FfmpegStream.play(folder(lab), call(road, phone.uri()))) {
                assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
                for (int i = 0; i < 2; i++) {
                    road.move();
                    assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
                    assertThat(player.awaitToneFromNow(PHONE_HZ).good()).isTrue();
                }
                encoder.stop(SOON);
                call.awaitHangup(SOON);
            }
        }
    }

    private static PhoneCall answered(ScriptedPhone phone) {
        var call = phone.awaitCall(SOON);
        call.answer("PCMA");
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        return call;
    }

    private static String call(RtmfpRoad road, String name) {
        return "rtmp://127.0.0.1:" + road.port() + "/call/" + name;
    }

    private static String room(RtmfpRoad road, String id) {
        return "rtmp://127.0.0.1:" + road.port() + "/room/" + id;
    }

    private static Path folder(Lab lab) {
        return lab.folder("rtmfp-" + FOLDERS.incrementAndGet());
    }
}
