package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.rtmp.FfmpegStream;

/** RTMP within TLS, outside dev mode: who comes in by a password or a token, and who does not. */
@Scenario
class RtmpsTest {
    private static final int HZ = 700;
    private static final String PASSWORD = "late-for-tea-today";

    @Test
    void aPasswordAndATokenMeetInOneCallAndNobodyElseComesIn(Lab lab) {
        var folder = lab.folder("rtmps");
        try (var gateway = Gateway.configured(Host.HERE, folder, configuration(lab))) {
            var url = "rtmps://127.0.0.1:" + gateway.rtmpsPort() + "/call/600";
            try (var nobody = FfmpegStream.publish(lab.folder("rtmps-nobody"), url, HZ, 160)) {
                assertThat(nobody.awaitExit(SOON)).isNotZero();
                assertThat(nobody.tail()).contains("Nobody may come in without a token");
            }
            var token = Gateway.token(folder, "alice");
            try (var encoder =
                            FfmpegStream.publish(
                                    lab.folder("rtmps-encoder"),
                                    url + "?user=alice&password=" + PASSWORD,
                                    HZ,
                                    160);
                    var player =
                            FfmpegStream.play(
                                    lab.folder("rtmps-player"), url + "?token=" + token)) {
                assertThat(player.awaitTone(HZ).good()).isTrue();
                encoder.stop(SOON);
                player.awaitExit(SOON);
            }
            assertThat(gateway.log()).doesNotContain(PASSWORD).doesNotContain(token);
        }
    }

    private static String configuration(Lab lab) {
        var certificate = lab.certificate();
        return """
        http: {port: 0}
        sip: {port: 0}
        media: {webrtc-port: 0}
        rtmp: {tls-port: 0, tls: {cert: %s, key: %s}}
        tokens: {keys: {k1: {key: 0123456789012345678901234567890123456789}}}
        users: {alice: {password: %s}}
        routes: [{to: "60?", app: builtin}]
        """
                .formatted(certificate.chain(), certificate.key(), PASSWORD);
    }
}
