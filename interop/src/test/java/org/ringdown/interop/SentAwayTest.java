package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.process.Patience;

/** A page gives away a call with a trunk that connects its far ends itself; baresip is both of them, and obeys our REFER. */
@Scenario
class SentAwayTest {
    private static final String CODEC = "pcma/8000/1";
    private static final String OFFER =
            String.join(
                    "\r\n",
                    "v=0",
                    "o=- 7614219274584779017 2 IN IP4 127.0.0.1",
                    "s=-",
                    "t=0 0",
                    "a=group:BUNDLE 0",
                    "m=audio 9 UDP/TLS/RTP/SAVPF 8 126",
                    "c=IN IP4 0.0.0.0",
                    "a=ice-ufrag:abcd",
                    "a=ice-pwd:abcdefghijklmnopqrstuvwx",
                    "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB",
                    "a=setup:actpass",
                    "a=mid:0",
                    "a=sendrecv",
                    "a=rtcp-mux",
                    "a=rtpmap:8 PCMA/8000",
                    "a=rtpmap:126 telephone-event/8000",
                    "");

    @Test
    void baresipGoesWhereItIsReferred(Lab lab) {
        var accounts =
                List.of(Baresip.callee("+491", CODEC, true), Baresip.callee("+492", CODEC, true));
        try (var phones =
                        Baresip.start(
                                lab.folder("baresip-referred"),
                                lab.sound(),
                                Lab.BARESIP_HZ,
                                accounts);
                var gateway = withTrunk(lab, phones.port());
                var alice = PageSocket.open(gateway)) {
            alice.hello("alice");
            alice.say(Map.of("type", "media.open", "m", "m1", "offer", OFFER));
            alice.say(Map.of("type", "call", "ref", "1", "to", "+491", "m", "m1"));
            var call = alice.await("answered").path("call").asString();

            alice.say(Map.of("type", "transfer", "call", call, "to", "+492"));
            assertThat(alice.await("ended").path("reason").asString()).isEqualTo("transferred");
            Patience.await(
                    "call between the two far ends alone",
                    SOON,
                    () ->
                            phones.control()
                                    .command("listcalls", "")
                                    .matches("(?s).*Active calls \\(1\\).*ESTABLISHED.*\\+492@.*"));
        }
    }

    private static Gateway withTrunk(Lab lab, int port) {
        return Gateway.start(
                lab.folder("sent-away"),
                "trunks.pbx.uri=sip:127.0.0.1:" + port,
                "trunks.pbx.watch=off",
                "trunks.pbx.transfer=refer",
                "routes=[{to: \"+49*\", trunk: pbx}]");
    }
}
