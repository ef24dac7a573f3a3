package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.Hearing;

/** A page that sees and hears its own echo by SIPp has that recorded: ffmpeg finds pictures and tone of both sides, and Chromium plays what is WebM. */
@Scenario
class RecordedVideoTest {
    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final int RATE = 16_000;

    /** Decoding a file again and again takes its time where cores are few. */
    private static final Duration WRITTEN = Duration.ofSeconds(30);

    /** How much of a file a browser plays within two seconds, and how wide its pictures are. */
    private static final String PLAYS =
            """
            const bytes = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
            const video = Object.assign(document.createElement('video'), { muted: true, src: URL.createObjectURL(new Blob([bytes])) });
            await video.play();
            while (video.currentTime < 1) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
            return video.videoWidth;
            """;

    @ParameterizedTest
    @CsvSource({
        "VP8, 110, max-fr=30, vp8",
        "H264, 111, packetization-mode=1;profile-level-id=42801f, h264"
    })
    void bothSidesAreInTheFile(String codec, int type, String fmtp, String name, Lab lab)
            throws IOException {
        var files = Files.createTempDirectory("recordings").resolve("made");
        try (var echo = Sipp.mirroring(lab.folder("sipp-recorded-" + type), codec, type, fmtp);
                var gateway = gateway(lab, files, echo, codec);
                var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", codec)) {
            var seen = Watching.of(page);
            seen.dial("echo");
            page.awaitAnswered();
            seen.awaitPictures(40);
            var file = only(files);
            Patience.await(
                    "both sides in the file, while the call goes on",
                    WRITTEN,
                    Duration.ofMillis(500),
                    () -> hasBoth(file) ? Optional.of(true) : Optional.empty());
            page.hangup();
            page.awaitEnd();
            gateway.awaitQuiet(SOON);

            assertThat(Ffmpeg.probe(file, "-show_entries", "stream=codec_name"))
                    .startsWith("opus")
                    .endsWith("%1$s\n%1$s\n".formatted(name));
            for (int side = 0; side < 2; side++) {
                int pictures = pictures(file, side);
                System.out.println(codec + ": " + pictures + " pictures of side " + side);
                assertThat(pictures).isGreaterThan(30);
            }
            if (!codec.equals("VP8")) return; // WebM has no name for H.264
            var base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            assertThat(page.page().run(PLAYS.formatted(base64)).asInt()).isGreaterThan(100);
        }
    }

    private static Gateway gateway(Lab lab, Path files, Sipp echo, String codec) {
        return Gateway.start(
                lab.folder("gateway-recorded-" + codec),
                "recording.folder=" + files,
                "recording.format=webm",
                "recording.beep=off",
                "trunks={lab: {uri: \"sip:127.0.0.1:%d\"}}".formatted(echo.port()),
                "routes=[{to: echo, trunk: lab, record: always}]");
    }

    private static Path only(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static boolean hasBoth(Path file) {
        for (int side = 0; side < 2; side++) {
            var heard = Ffmpeg.channel(file, side, RATE);
            boolean toned = Hearing.goodStretch(heard, Browser.MICROPHONE_HZ, LENGTH).isPresent();
            if (!toned || pictures(file, side) < 30) return false;
        }
        return true;
    }

    /** In the last tracks: a page may begin in the codec that it prefers, before it knows what the far end has. */
    private static int pictures(Path file, int side) {
        var tracks = Ffmpeg.probe(file, "-select_streams", "v", "-show_entries", "stream=index");
        int first = (int) tracks.lines().count() - 2;
        return first < 0 ? 0 : Ffmpeg.pictures(file, first + side);
    }
}
