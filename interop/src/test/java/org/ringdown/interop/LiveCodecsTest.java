package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.rtmp.FfmpegProgram;
import org.ringdown.interop.rtmp.FfmpegStream;

/** A call as a live stream in the codecs that servers like better than G.711, by the add-on; what comes of either side is heard. */
@Scenario
class LiveCodecsTest {
    @Test
    void aacIsHeardBehindNginx(Lab lab) {
        var folder = lab.folder("live-aac");
        try (var nginx = NginxRtmp.start(folder.resolve("nginx"));
                var gateway =
                        Gateway.start(
                                folder.resolve("gateway"),
                                "rtmp.port=0",
                                "streams.to=" + nginx.url(""));
                var call = EncoderCall.begin(gateway, folder)) {
            StreamedCall.to(nginx.url("key"), "aac", gateway);
            try (var player = FfmpegStream.play(folder, nginx.url("key"), "-v", "info")) {
                awaitBoth(player);
                assertThat(player.tail()).contains("Audio: aac");
            }
            call.end();
        }
    }

    /** Of the servers that can be had here only a newer ffmpeg knows Opus; it takes one stream. */
    @Test
    void opusIsHeardByAListenerOfEnhancedRtmp(Lab lab) {
        var folder = lab.folder("live-opus");
        var addons = Gateway.jar().resolveSibling("addons");
        assertThat(Files.isDirectory(addons)).as("made by -Pffmpeg: " + addons).isTrue();
        var newer = FfmpegProgram.ofAddon(addons, lab.folder("ffmpeg-of-the-add-on"));
        int port = Ports.free();
        var url = "rtmp://127.0.0.1:" + port + "/live/";
        try (var gateway =
                        Gateway.start(
                                folder.resolve("gateway"), "rtmp.port=0", "streams.to=" + url);
                var call = EncoderCall.begin(gateway, folder);
                var listener =
                        FfmpegStream.play(
                                newer, folder, url + "key", "-listen", "1", "-v", "info")) {
            Patience.await("ffmpeg at its port", SOON, () -> Ports.taken(port));
            StreamedCall.to(url + "key", "opus", gateway);
            awaitBoth(listener);
            assertThat(listener.tail()).contains("Audio: opus");
            call.end();
        }
    }

    private static void awaitBoth(FfmpegStream player) {
        player.awaitChord(EncoderCall.NOBODY_HZ, EncoderCall.ENCODER_HZ, EncoderCall.PHONE_HZ);
    }
}
