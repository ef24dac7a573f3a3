package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.G711;
import org.ringdown.interop.sound.Hearing;

/** A call goes to nginx as a live stream, and ffmpeg plays it from there. */
@Scenario
class LiveStreamTest {
    private static final int ENCODER_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final int NOBODY_HZ = 2500;
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

    /** The one call that goes on, streamed under this name. */
    private static String stream(String name, String codec) {
        var call = gateway.liveCall();
        var wish = "{\"to\":\"%s\",\"codec\":\"%s\"}".formatted(nginx.url(name), codec);
        var begun = gateway.post("/v1/calls/" + call + "/streams", wish);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        assertThat(begun.body()).doesNotContain(name);
        awaitLive(call);
        return call;
    }

    private static void awaitLive(String call) {
        var path = "/v1/calls/" + call + "/streams";
        Patience.await(
                "a live stream",
                SOON,
                Duration.ofMillis(100),
                () ->
                        Optional.of(gateway.get(path).body())
                                .filter(all -> all.contains("\"live\"")));
    }

    @Test
    void bothSidesOfAPhonesCallAreHeardForAMinuteWithoutAGap(Lab lab) {
        var folder = lab.folder("live-minute");
        var file = FfmpegStream.fresh(folder.resolve("minute.flv").toAbsolutePath());
        try (var phone = ScriptedPhone.open("camera");
                var encoder = publish(folder, phone)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            stream("minute", "pcma");
            try (var player = copy(folder, nginx.url("minute"), file, 60)) {
                assertThat(player.awaitExit(LONG)).isZero();
            }
            assertNoGap(file, 59);
            var heard = Ffmpeg.channel(file, 0, 8000);
            // ffmpeg's sine is quiet: an eighth of what there is room for.
            assertThat(Hearing.of(heard, ENCODER_HZ).share()).isGreaterThan(0.03);
            assertThat(Hearing.of(heard, PHONE_HZ).share()).isGreaterThan(0.85);
            assertThat(Hearing.of(heard, NOBODY_HZ).share()).isLessThan(0.003);
            encoder.stop(SOON);
            call.awaitHangup(SOON);
        }
    }

    @Test
    void aStreamOutlivesItsServer(Lab lab) {
        var folder = lab.folder("live-outlives");
        var file = FfmpegStream.fresh(folder.resolve("again.flv").toAbsolutePath());
        try (var phone = ScriptedPhone.open("camera");
                var encoder = publish(folder, phone)) {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            var id = stream("again", "pcma");
            nginx.close();
            Patience.await(
                    "a stream that waits",
                    SOON,
                    Duration.ofMillis(50),
                    () ->
                            Optional.of(gateway.get("/v1/calls/" + id + "/streams").body())
                                    .filter(all -> all.contains("\"waiting\"")));
            assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
            nginx = NginxRtmp.start(lab.folder("nginx-again"), nginx.port());
            awaitLive(id);
            try (var player = copy(folder, nginx.url("again"), file, 5)) {
                assertThat(player.awaitExit(LONG)).isZero();
            }
            assertNoGap(file, 4);
            encoder.stop(SOON);
            call.awaitHangup(SOON);
        }
    }

    private static FfmpegStream publish(Path folder, ScriptedPhone phone) {
        var url = "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/call/" + phone.uri();
        return FfmpegStream.publish(folder, url, ENCODER_HZ, 160);
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
