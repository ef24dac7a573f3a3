package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.NginxRtmp;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FfmpegStream;

/** A whole room is heard at a player behind nginx. */
@Scenario
class LiveRoomTest {
    private static final int ALICE_HZ = 700;
    private static final int BOB_HZ = 1500;
    private static final int NOBODY_HZ = 2500;

    private static Gateway gateway(Lab lab, NginxRtmp nginx, String name) {
        return Gateway.start(lab.folder("gateway-" + name), "streams.to=" + nginx.url(""));
    }

    private static void stream(Gateway gateway, String call, String url) {
        var wish = "{\"to\":\"%s\",\"codec\":\"pcma\"}".formatted(url);
        var path = "/v1/calls/" + call + "/streams";
        assertThat(gateway.post(path, wish).statusCode()).isEqualTo(201);
        Patience.await(
                "a live stream",
                SOON,
                Duration.ofMillis(100),
                () ->
                        Optional.of(gateway.get(path).body())
                                .filter(all -> all.contains("\"live\"")));
    }

    /** The call of any member: what it says, and what it hears, which is all the others. */
    @Test
    void allOfARoomAreHeardInTheStreamOfOneOfThem(Lab lab) {
        try (var nginx = NginxRtmp.start(lab.folder("nginx-room"));
                var gateway = gateway(lab, nginx, "live-room");
                var alice = lab.page(lab.chromium(), gateway, "alice");
                var bob = lab.page(lab.chromium(), gateway, "bob")) {
            alice.dialWithTone("603", ALICE_HZ);
            alice.awaitAnswered();
            var call = gateway.liveCall();
            bob.dialWithTone("603", BOB_HZ);
            bob.awaitAnswered();
            stream(gateway, call, nginx.url("room"));
            try (var player = FfmpegStream.play(lab.folder("live-room"), nginx.url("room"))) {
                player.awaitChord(NOBODY_HZ, ALICE_HZ, BOB_HZ);
            }
            alice.hangup();
            bob.hangup();
        }
    }
}
