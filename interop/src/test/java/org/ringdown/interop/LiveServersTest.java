package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.rtmp.FfmpegStream;

/** A call goes to a server as a live stream by TLS, which nginx takes off. */
@Scenario
class LiveServersTest {
    @Test
    void bothSidesAreHeardBehindTls(Lab lab) {
        var folder = lab.folder("live-tls");
        try (var nginx = NginxRtmp.secured(folder.resolve("nginx"), lab.certificate());
                var gateway =
                        Gateway.trusting(
                                lab.certificate(),
                                folder.resolve("gateway"),
                                "rtmp.port=0",
                                "streams.to=" + nginx.securedUrl(""));
                var call = EncoderCall.begin(gateway, folder)) {
            StreamedCall.to(nginx.securedUrl("tls"), "pcma", gateway);
            try (var player = FfmpegStream.play(folder, nginx.url("tls"))) {
                player.awaitChord(
                        EncoderCall.NOBODY_HZ, EncoderCall.ENCODER_HZ, EncoderCall.PHONE_HZ);
            }
            call.end();
        }
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForGetsNothing(Lab lab) {
        var folder = lab.folder("live-untrusted");
        try (var nginx = NginxRtmp.secured(folder.resolve("nginx"), lab.certificate());
                var gateway =
                        Gateway.start(
                                folder.resolve("gateway"),
                                "rtmp.port=0",
                                "streams.to=" + nginx.securedUrl(""));
                var call = EncoderCall.begin(gateway, folder)) {
            var streamed = StreamedCall.begin(nginx.securedUrl("secret"), "pcma", gateway);
            streamed.awaits("waiting");
            assertThat(streamed.told()).contains("certificate").doesNotContain("PKIX");
            call.end();
        }
    }
}
