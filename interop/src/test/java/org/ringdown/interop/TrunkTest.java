package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
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
                var page = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "trunk")) {
            page.dial("rtp_g722");
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();

            phone.control().command("uafind", "sip:rtp_pcma@127.0.0.1");
            phone.control().dial("sip:ringdown@127.0.0.1:" + kamailio.port());
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            phone.control().hangup();
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
        try {
            Patience.await(
                    "registration of the trunk",
                    SOON,
                    () -> gateway.log().contains("trunk:pbx is registered"));
            return gateway;
        } catch (AssertionError failure) {
            gateway.close();
            throw failure;
        }
    }
}
