package org.ringdown.interop;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.NginxRtmp;
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
            StreamedCall.of(call, nginx.url("room"), "pcma", gateway);
            try (var player = FfmpegStream.play(lab.folder("live-room"), nginx.url("room"))) {
                player.awaitChord(NOBODY_HZ, ALICE_HZ, BOB_HZ);
            }
            alice.hangup();
            bob.hangup();
        }
    }
}
