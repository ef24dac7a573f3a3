package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.rtmp.FfmpegProgram;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.rtmp.FlashPhone;
import org.ringdown.interop.sound.G711;

/** Each codec that encoders and phones of RTMP have, to a SIP phone and to a page, and back; most of it by the add-on. */
@Scenario
class RtmpCodecsTest {
    private static final int ENCODER_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;
    private static FfmpegProgram newer;

    @BeforeAll
    static void start(Lab lab) {
        var addons = Gateway.jar().resolveSibling("addons");
        assertThat(Files.isDirectory(addons)).as("made by -Pffmpeg: " + addons).isTrue();
        newer = FfmpegProgram.ofAddon(addons, lab.folder("ffmpeg-of-the-add-on"));
        gateway = Gateway.start(lab.folder("gateway-rtmp-codecs"), "rtmp.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** How ffmpeg says it. */
    enum Line {
        SPEEX("-ar", "16000", "-c:a", "libspeex"),
        NELLYMOSER_8("-ar", "8000", "-c:a", "nellymoser"),
        NELLYMOSER_11("-ar", "11025", "-c:a", "nellymoser"),
        NELLYMOSER_16("-ar", "16000", "-c:a", "nellymoser"),
        NELLYMOSER_22("-ar", "22050", "-c:a", "nellymoser"),
        A_LAW("-af", "aresample=8000,asetnsamples=n=160", "-c:a", "pcm_alaw"),
        MU_LAW("-af", "aresample=8000,asetnsamples=n=160", "-c:a", "pcm_mulaw"),
        AAC("-ar", "48000", "-c:a", "aac", "-b:a", "64k"),
        MP3("-ar", "44100", "-c:a", "libmp3lame"),
        OPUS("-ar", "48000", "-c:a", "libopus", "-frame_duration", "20", "-application", "voip");

        private final String[] options;

        Line(String... options) {
            this.options = options;
        }

        /** The older one puts no Opus into RTMP. */
        FfmpegStream publish(Path folder, String url) {
            var by = this == OPUS ? newer : FfmpegProgram.HERE;
            return FfmpegStream.publish(by, folder, url, ENCODER_HZ, options);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPhoneAndAnEncoderHearEachOther(Line line, Lab lab) {
        try (var phone = ScriptedPhone.open("camera");
                var encoder = line.publish(folder(lab), call(phone.uri()))) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            try (var player = FfmpegStream.play(folder(lab), call(phone.uri()))) {
                assertThat(player.awaitTone(PHONE_HZ).good()).isTrue();
            }
            encoder.stop(SOON);
            call.awaitHangup(SOON);
        }
    }

    /** What cameras and OBS say, and what goes through as it is. */
    @ParameterizedTest
    @EnumSource(names = {"AAC", "OPUS"})
    void aPageAndAnEncoderHearEachOther(Line line, Lab lab) {
        try (var page =
                PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "rtmp-" + line)) {
            try (var encoder = line.publish(folder(lab), call("bob"))) {
                page.awaitIncoming();
                page.answer();
                page.awaitAnswered();
                assertThat(page.awaitTone(ENCODER_HZ).good()).isTrue();
                try (var player = FfmpegStream.play(folder(lab), call("bob"))) {
                    assertThat(player.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
                }
                encoder.stop(SOON);
                page.awaitEnd();
            }
        }
    }

    /** It says that it knows Opus, and subscribes: so it calls, nobody has to publish, and it hears what the page says as it is. */
    @Test
    void aPlayerHearsThePagesOpus(Lab lab) {
        try (var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "rtmp-play")) {
            try (var player =
                    FfmpegStream.play(
                            newer,
                            folder(lab),
                            call("bob"),
                            "-rtmp_live",
                            "live",
                            "-rtmp_enhanced_codecs",
                            "Opus",
                            "-v",
                            "info")) {
                page.awaitIncoming();
                page.answer();
                page.awaitAnswered();
                assertThat(player.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
                assertThat(player.tail()).contains("Audio: opus");
            }
            page.awaitEnd();
        }
    }

    @Test
    void aPhoneOfSiprtmpHearsSpeex(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash =
                        FlashPhone.welcome(
                                folder(lab),
                                gateway.rtmpPort(),
                                "sip/bob@example.net",
                                "bob",
                                "bob",
                                "Bob")) {
            flash.calls("invite", phone.uri(), "wideband");
            var call = answered(phone);
            flash.awaits("accepted", "speex");
            hearEachOther(flash, call, "local", "remote", "b2");
        }
    }

    private static PhoneCall answered(ScriptedPhone phone) {
        var call = phone.awaitCall(SOON);
        call.answer("PCMA");
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        return call;
    }

    private static void hearEachOther(
            FlashPhone flash, PhoneCall call, String publishes, String plays, String tag) {
        flash.talks(publishes, plays, ENCODER_HZ);
        assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
        flash.awaits(".hears", tag);
        assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
        call.hangup();
    }

    private static String call(String number) {
        return "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/call/" + number;
    }

    private static Path folder(Lab lab) {
        return lab.folder("rtmp-codecs-" + FOLDERS.incrementAndGet());
    }
}
