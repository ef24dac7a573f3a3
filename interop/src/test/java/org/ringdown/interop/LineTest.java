package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Kamailio;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;

/** A line of alice's at Kamailio: her page calls by it, is called by it, and is found again when Kamailio was restarted. */
@Scenario
class LineTest {
    @Test
    void aPageCallsByItsUsersLine(Lab lab) {
        var kamailio = lab.kamailio();
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        try (var gateway = withLine(lab, "line-out", kamailio.port());
                var page = page(lab, gateway)) {
            page.dial("rtp_pcma");
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            int seen = phone.control().events();
            page.hangup();
            phone.control().awaitEvent("CALL_CLOSED", seen, SOON);
        }
    }

    @Test
    void aCallToTheLineRingsThePage(Lab lab) {
        var kamailio = lab.kamailio();
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        try (var gateway = withLine(lab, "line-in", kamailio.port());
                var page = page(lab, gateway)) {
            phone.control().command("uafind", "sip:rtp_pcma@127.0.0.1");
            phone.control().dial(alice(kamailio.port()));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            phone.control().hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
        }
    }

    @Test
    void theLineIsBackWithinFiveSecondsOfARestart(Lab lab) {
        int port = Ports.free();
        int phone = Ports.free();
        var folder = lab.folder("kamailio-restarted");
        var kamailio = Kamailio.start(folder, lab.certificate(), port, phone);
        try (var gateway = withLine(lab, "line-restart", port);
                var page = page(lab, gateway);
                var caller = ScriptedPhone.open("carol")) {
            kamailio.close();
            Patience.await(
                    "notice that the registrar is away",
                    Duration.ofSeconds(12),
                    () -> gateway.log().contains("does not answer"));
            kamailio = Kamailio.start(folder, lab.certificate(), port, phone);
            Patience.await(
                    "call by the line",
                    Duration.ofSeconds(5),
                    () -> {
                        var call = caller.dial(alice(port), List.of("PCMA"), Optional.empty());
                        boolean rings = call.awaitRingingOrFinal(SOON).status() < 200;
                        if (rings) call.cancel();
                        return rings ? Optional.of(true) : Optional.empty();
                    });
            page.awaitEnd();
        } finally {
            kamailio.close();
        }
    }

    private static Gateway withLine(Lab lab, String name, int registrar) {
        var gateway =
                Gateway.start(
                        lab.folder(name),
                        "users.alice.line.uri=" + alice(registrar),
                        "users.alice.line.username=alice",
                        "users.alice.line.password=labalice");
        try {
            Patience.await(
                    "registration of the line",
                    SOON,
                    () -> gateway.log().contains("line:alice is registered"));
            return gateway;
        } catch (AssertionError failure) {
            gateway.close();
            throw failure;
        }
    }

    private static PhonePage page(Lab lab, Gateway gateway) {
        return PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "line");
    }

    private static String alice(int port) {
        return "sip:alice@127.0.0.1:" + port;
    }
}
