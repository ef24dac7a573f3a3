package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.Ffmpeg;

/** The pictures of a call between Chromium and a SIP phone go to nginx, and ffmpeg plays them from there, whenever it comes. */
@Scenario
class LivePictureTest {
    private static final int SECONDS = 10;
    private static final int LEAST_A_SECOND = 10;

    /** For a picture to begin with, from when the sound is there. */
    private static final double FIRST = 2.2;

    @ParameterizedTest
    @CsvSource({
        "111, packetization-mode=1;profile-level-id=42801f",
        "112, packetization-mode=0;profile-level-id=42e01f"
    })
    void everyPlayerSeesTheCall(int type, String fmtp, Lab lab) {
        var folder = lab.folder("live-picture-" + type);
        try (var nginx = NginxRtmp.start(folder.resolve("nginx"));
                var gateway =
                        Gateway.start(folder.resolve("gateway"), "streams.to=" + nginx.url(""));
                var echo = Sipp.mirroring(folder.resolve("sipp"), "H264", type, fmtp);
                var page =
                        PhonePage.open(
                                lab.chromium(), lab.pages(), gateway, "alice", "live-" + type)) {
            var seen = Watching.of(page);
            seen.dial(echo.uri("service"));
            page.awaitAnswered();
            seen.awaitPictures(20);
            assertThat(seen.codec()).isEqualTo("H264");
            StreamedCall.to(nginx.url("seen"), "pcma", gateway);
            for (var player : List.of("first", "second")) plays(folder, player, nginx);
            seen.awaitPictures(20);
            page.hangup();
            page.awaitEnd();
        }
    }

    private static void plays(Path folder, String name, NginxRtmp nginx) {
        var file = FfmpegStream.fresh(folder.resolve(name + ".mkv").toAbsolutePath());
        var command =
                List.of(
                        "ffmpeg",
                        "-v",
                        "warning",
                        "-y",
                        "-i",
                        nginx.url("seen"),
                        "-t",
                        Integer.toString(SECONDS),
                        "-c",
                        "copy",
                        file.toString());
        try (var player = Program.start("ffmpeg-" + name, folder, Map.of(), command)) {
            assertThat(player.awaitExit(Duration.ofSeconds(60))).isZero();
        }
        int pictures = Ffmpeg.pictures(file, 0);
        double late = first(file, "v") - first(file, "a");
        System.out.printf("%s player: %d pictures, %.2f s after the sound%n", name, pictures, late);
        assertThat(pictures).isGreaterThan(LEAST_A_SECOND * (SECONDS - 2));
        assertThat(late).isLessThan(FIRST);
    }

    /** When the first packet of this kind is due, in seconds. */
    private static double first(Path file, String kind) {
        var times = Ffmpeg.probe(file, "-select_streams", kind, "-show_entries", "packet=pts_time");
        return Double.parseDouble(times.lines().findFirst().orElseThrow().replace(",", "").strip());
    }
}
