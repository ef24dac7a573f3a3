package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/** A page gives away calls with a trunk that connects its far ends itself: they obey our REFER, and the gateway is not needed any more. */
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

    /** By REFER with Replaces: Asterisk has a phone behind each of the page's calls, and connects the two. */
    @Test
    void asteriskConnectsTheFarEndsThatAPageJoins(Lab lab) {
        var asterisk = lab.asterisk();
        try (var one = ScriptedPhone.open("load");
                var other = ScriptedPhone.open("load");
                var gateway = withTrunk(lab, asterisk.port());
                var alice = PageSocket.open(gateway)) {
            alice.hello("alice");
            var first = talk(alice, "m1", one, 500);
            var second = talk(alice, "m2", other, 900);

            alice.say(Map.of("type", "transfer", "call", first.id(), "with", second.id()));
            assertThat(alice.await("ended").path("reason").asString()).isEqualTo("transferred");
            gateway.awaitQuiet(SOON);
            assertThat(first.phone().rtp().awaitTone(900).good()).isTrue();
            assertThat(second.phone().rtp().awaitTone(500).good()).isTrue();
            first.phone().hangup();
            second.phone().awaitHangup(SOON);
            asterisk.awaitQuiet(SOON);
        }
    }

    /** A call of a page with a phone behind Asterisk. */
    private record Talk(String id, PhoneCall phone) {}

    private static Talk talk(PageSocket page, String m, ScriptedPhone behind, int hz) {
        page.say(Map.of("type", "media.open", "m", m, "offer", OFFER));
        page.say(Map.of("type", "call", "ref", m, "to", "load" + behind.port(), "m", m));
        var phone = behind.awaitCall(SOON);
        phone.answer("PCMA");
        phone.rtp().say(Voice.tone(G711.PCMA, hz));
        return new Talk(page.await("answered").path("call").asString(), phone);
    }

    private static Gateway withTrunk(Lab lab, int port) {
        return Gateway.start(
                lab.folder("sent-away"),
                "trunks.pbx.uri=sip:127.0.0.1:" + port,
                "trunks.pbx.watch=off",
                "trunks.pbx.transfer=refer",
                "routes=[{to: \"+49*\", trunk: pbx}, {to: \"load*\", trunk: pbx}]");
    }
}
