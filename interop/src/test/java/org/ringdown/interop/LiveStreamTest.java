package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.Hearing;

/** A call goes to nginx as a live stream, and ffmpeg plays it from there. */
@Scenario
class LiveStreamTest {
    private static final double LONGEST_GAP = 0.1;
    private static final Duration LONG = Duration.ofSeconds(90);

    private static NginxRtmp nginx;
    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        nginx = NginxRtmp.start(lab.folder("nginx"));
        gateway =
                Gateway.start(
                        lab.folder("gateway-live"), "rtmp.port=0", "streams.to=" + nginx.url(""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        nginx.close();
    }

    @Test
    void bothSidesOfAPhonesCallAreHeardForAMinuteWithoutAGap(Lab lab) {
        var folder = lab.folder("live-minute");
        var file = FfmpegStream.fresh(folder.resolve("minute.flv").toAbsolutePath());
        try (var call = EncoderCall.begin(gateway, folder)) {
            StreamedCall.to(nginx.url("minute"), "pcma", gateway);
            try (var player = copy(folder, nginx.url("minute"), file, 60)) {
                assertThat(player.awaitExit(LONG)).isZero();
            }
            assertNoGap(file, 59);
            var heard = Ffmpeg.channel(file, 0, 8000);
            assertThat(Hearing.of(heard, EncoderCall.ENCODER_HZ).share()).isGreaterThan(0.1);
            assertThat(Hearing.of(heard, EncoderCall.PHONE_HZ).share()).isGreaterThan(0.1);
            assertThat(Hearing.of(heard, EncoderCall.NOBODY_HZ).share()).isLessThan(0.003);
            call.end();
        }
    }

    @Test
    void aStreamOutlivesItsServer(Lab lab) {
        var folder = lab.folder("live-outlives");
        var file = FfmpegStream.fresh(folder.resolve("again.flv").toAbsolutePath());
        try (var call = EncoderCall.begin(gateway, folder)) {
            var streamed = StreamedCall.to(nginx.url("again"), "pcma", gateway);
            nginx.close();
            streamed.awaits("waiting");
            call.isHeard();
            nginx = NginxRtmp.start(lab.folder("nginx-again"), nginx.port());
            streamed.awaits("live");
            try (var player = copy(folder, nginx.url("again"), file, 5)) {
                assertThat(player.awaitExit(LONG)).isZero();
            }
            assertNoGap(file, 4);
            call.end();
        }
    }

    private static Program copy(Path folder, String url, Path file, int seconds) {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning", "-y", "-i", url));
        command.addAll(List.of("-t", Integer.toString(seconds), "-c", "copy", file.toString()));
        return Program.start("ffmpeg-copy", folder, Map.of(), command);
    }

    private static void assertNoGap(Path file, int seconds) {
        var times =
                Ffmpeg.probe(file, "-select_streams", "a", "-show_entries", "packet=pts_time")
                        .lines()
                        .map(line -> line.replace(",", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(Double::valueOf)
                        .toList();
        assertThat(times.getLast() - times.getFirst()).isGreaterThan(seconds);
        for (int i = 1; i < times.size(); i++)
            assertThat(times.get(i) - times.get(i - 1)).isBetween(0.001, LONGEST_GAP);
    }
}
