package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;

/** Kamailio as a trunk that we register at: calls to it and from it, and the next trunk when one is silent. */
@Scenario
class TrunkTest {
    private static final String OUT = "{to: \"rtp_*\", trunks: [dead, pbx]}";
    private static final String IN = "{from: pbx, to: \"ringdown\", user: alice}";

    @Test
    void aPageCallsByTheTrunkThatAnswersAndOneIsCalledByIt(Lab lab) {
        var kamailio = lab.kamailio();
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        try (var gateway = withTrunks(lab, kamailio.port());
                var page =
                        PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "trunk");
                var caller = ScriptedPhone.open("carol")) {
            page.dial("rtp_g722");
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();

            var uri = "sip:ringdown@127.0.0.1:" + kamailio.port();
            var call = caller.dial(uri, List.of("PCMA"), Optional.empty());
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            call.awaitAnswer(SOON);
            call.hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
        }
    }

    private static Gateway withTrunks(Lab lab, int port) {
        var gateway =
                Gateway.start(
                        lab.folder("trunk"),
                        "trunks.dead.uri=sip:127.0.0.1:" + Ports.free(),
                        "trunks.dead.watch=off",
                        "trunks.pbx.uri=sip:127.0.0.1:" + port,
                        "trunks.pbx.register=true",
                        "trunks.pbx.username=ringdown",
                        "trunks.pbx.password=labringdown",
                        "routes=[" + OUT + ", " + IN + "]");
        Patience.await(
                "registration of the trunk",
                SOON,
                () -> gateway.log().contains("trunk:pbx is registered"));
        return gateway;
    }
}
