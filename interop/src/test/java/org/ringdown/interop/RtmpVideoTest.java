package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.Hearing;

/** Pictures of an encoder seen in Chromium, and those of Chromium's camera by a player; H.264 as it is, both ways. */
@Scenario
class RtmpVideoTest {
    private static final int ENCODER_HZ = 700;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.start(lab.folder("gateway-rtmp-video"), "rtmp.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void anEncoderAndAPageSeeEachOther(Lab lab) {
        try (var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "rtmp-film")) {
            var seen = Watching.of(page);
            seen.hasOnly("H264");
            try (var encoder = film(lab)) {
                page.awaitIncoming();
                seen.answer();
                page.awaitAnswered();
                seen.awaitPictures(30);
                seen.tell("of an encoder");
                assertThat(seen.codec()).isEqualTo("H264");
                assertThat(page.awaitTone(ENCODER_HZ).good()).isTrue();
                seen.awaitLipSync();
                try (var player = FfmpegStream.record(folder(lab), call())) {
                    awaitPictures(player.file(), 30);
                    Hearing.await(
                            Browser.MICROPHONE_HZ, () -> Ffmpeg.channel(player.file(), 0, 8000));
                    assertThat(codecs(player.file())).contains("h264").contains("pcm_alaw");
                }
                encoder.stop(SOON);
                page.awaitEnd();
            }
        }
    }

    /** Who answers with sound alone is shown nothing, and shows nothing. */
    @Test
    void aPageWithoutPicturesHearsTheEncoder(Lab lab) {
        try (var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "rtmp-blind")) {
            var seen = Watching.of(page);
            try (var encoder = film(lab)) {
                page.awaitIncoming();
                seen.answerWithSoundAlone();
                page.awaitAnswered();
                assertThat(page.awaitTone(ENCODER_HZ).good()).isTrue();
                assertThat(seen.pictures()).isZero();
                encoder.stop(SOON);
                page.awaitEnd();
            }
        }
    }

    private static FfmpegStream film(Lab lab) {
        return FfmpegStream.film(
                folder(lab),
                call(),
                ENCODER_HZ,
                "-af",
                "aresample=8000,asetnsamples=n=160",
                "-c:a",
                "pcm_alaw");
    }

    private static void awaitPictures(Path file, int count) {
        Patience.await(
                count + " pictures in " + file,
                SOON,
                Duration.ofSeconds(1),
                () -> Ffmpeg.shown(file) >= count ? Optional.of(true) : Optional.empty());
    }

    private static String codecs(Path file) {
        return Ffmpeg.probe(file, "-show_entries", "stream=codec_name");
    }

    private static String call() {
        return "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/call/bob";
    }

    private static Path folder(Lab lab) {
        return lab.folder("rtmp-video-" + FOLDERS.incrementAndGet());
    }
}
