package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Linphone;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Hearing;

/** Calls are given to others, by pages and by phones: whoever is left hears the other, and it all ends when one of them hangs up. */
@Scenario
class TransferTest {
    private static final int LINPHONE_HZ = 600;
    private static final Duration HEARD = Duration.ofSeconds(1);

    private static Linphone linphone(Lab lab) {
        var account =
                new Linphone.Account(
                        "bob",
                        "bob",
                        lab.gateway().sip().getPort(),
                        "udp",
                        "none",
                        "PCMA",
                        8000,
                        0);
        return Linphone.start(lab.folder("linphone-transfer"), account, LINPHONE_HZ);
    }

    private static String asteriskUri(Asterisk asterisk) {
        return "sip:rtp_pcma@127.0.0.1:" + asterisk.port();
    }

    @Test
    void aPageGivesBaresipToAsterisk(Lab lab) {
        var baresip = lab.baresip();
        var asterisk = lab.asterisk();
        baresip.forget();
        asterisk.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial(baresip.uri("pcma"));
            page.awaitAnswered();
            page.awaitTone(BARESIP_HZ, HEARD);
            page.transfer(asteriskUri(asterisk));
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("transferred");
            bothHearAndAsteriskHangsUp(lab);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "jssip", "sipjs"})
    void aClientJoinsTheFarEndsOfItsTwoCalls(String client, Lab lab) {
        var baresip = lab.baresip();
        var asterisk = lab.asterisk();
        baresip.forget();
        asterisk.forget();
        try (var page =
                client.equals("page")
                        ? lab.page(lab.chromium(), "alice")
                        : lab.sipPage(lab.chromium(), client, "alice")) {
            page.dial(baresip.uri("pcma"));
            page.awaitAnswered();
            page.awaitTone(BARESIP_HZ, HEARD);
            page.hold();
            page.dial(asteriskUri(asterisk));
            page.awaitAnswered();
            page.awaitTone(Asterisk.HZ, HEARD);
            page.join();
            page.awaitEnd();
            bothHearAndAsteriskHangsUp(lab);
        }
    }

    /** Both far ends are phones behind Asterisk, which has a call with each, and joins neither. */
    @Test
    void aPageJoinsTwoPhonesBehindAsterisk(Lab lab) {
        var asterisk = lab.asterisk();
        try (var one = behindAsterisk(lab, "joined-one", BARESIP_HZ);
                var two = behindAsterisk(lab, "joined-two", LINPHONE_HZ);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(throughAsterisk(asterisk, one));
            page.awaitAnswered();
            page.awaitTone(BARESIP_HZ, HEARD);
            page.hold();
            page.dial(throughAsterisk(asterisk, two));
            page.awaitAnswered();
            page.awaitTone(LINPHONE_HZ, HEARD);
            page.join();
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("transferred");

            Hearing.await(LINPHONE_HZ, HEARD, one::played);
            Hearing.await(BARESIP_HZ, HEARD, two::played);
            int seen = two.control().events();
            one.control().hangup();
            two.control().awaitEvent("CALL_CLOSED", seen, SOON);
            asterisk.awaitQuiet(SOON);
            lab.gateway().awaitQuiet(SOON);
        }
    }

    private static Baresip behindAsterisk(Lab lab, String name, int hz) {
        var account = Baresip.callee("load", "pcma/8000/1", true);
        return Baresip.start(lab.folder(name), lab.sound(), hz, List.of(account));
    }

    private static String throughAsterisk(Asterisk asterisk, Baresip phone) {
        return "sip:load%d@127.0.0.1:%d".formatted(phone.port(), asterisk.port());
    }

    private static void bothHearAndAsteriskHangsUp(Lab lab) {
        int seen = lab.baresip().control().events();
        Hearing.await(Asterisk.HZ, HEARD, lab.baresip()::played);
        lab.asterisk().awaitTone(BARESIP_HZ);
        lab.asterisk().hangup();
        lab.baresip().control().awaitEvent("CALL_CLOSED", seen, SOON);
        lab.gateway().awaitQuiet(SOON);
    }

    @Test
    void aPageGivesLinphoneToTheEcho(Lab lab) {
        try (var linphone = linphone(lab);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("bob");
            page.awaitAnswered();
            page.awaitTone(LINPHONE_HZ, HEARD);
            page.transfer("600");
            page.awaitEnd();
            Patience.pause(Duration.ofSeconds(2));
            linphone.hangup();
            lab.gateway().awaitQuiet(SOON);
            linphone.awaitTone(LINPHONE_HZ);
        }
    }

    @Test
    void baresipGivesAPageToTheEcho(Lab lab) {
        try (var baresip = lab.callingBaresip("giving", "regint=60");
                var page = lab.page(lab.chromium(), "alice")) {
            int seen = baresip.control().events();
            baresip.control().dial(lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            page.awaitTone(BARESIP_HZ, HEARD);
            baresip.control().transfer(lab.gateway().uri("600"));
            baresip.control().awaitEvent("CALL_CLOSED", seen, SOON);
            page.awaitTone(Browser.MICROPHONE_HZ, HEARD);
            page.hangup();
            page.awaitEnd();
            lab.gateway().awaitQuiet(SOON);
        }
    }

    @Test
    void asteriskGivesAPageToTheEcho(Lab lab) {
        var asterisk = lab.asterisk();
        try (var page = lab.page(lab.chromium(), "alice")) {
            asterisk.call("rtp_pcma", lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            page.awaitTone(Asterisk.HZ, HEARD);
            asterisk.transfer(lab.gateway().uri("600"));
            page.awaitTone(Browser.MICROPHONE_HZ, HEARD);
            asterisk.awaitQuiet(SOON);
            page.hangup();
            page.awaitEnd();
            lab.gateway().awaitQuiet(SOON);
        }
    }

    @Test
    void linphoneGivesAPageToTheEcho(Lab lab) {
        try (var linphone = linphone(lab);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("bob");
            page.awaitAnswered();
            page.awaitTone(LINPHONE_HZ, HEARD);
            linphone.transfer(lab.gateway().uri("600"));
            page.awaitTone(Browser.MICROPHONE_HZ, HEARD);
            page.hangup();
            page.awaitEnd();
            lab.gateway().awaitQuiet(SOON);
        }
    }

    @Test
    void linphoneJoinsAPageAndTheEcho(Lab lab) {
        try (var linphone = linphone(lab);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("bob");
            page.awaitAnswered();
            page.awaitTone(LINPHONE_HZ, HEARD);
            linphone.pause();
            linphone.dialBeside(lab.gateway().uri("600"));
            linphone.awaitConnected(2);
            linphone.join();
            page.awaitTone(Browser.MICROPHONE_HZ, HEARD);
            page.hangup();
            page.awaitEnd();
            lab.gateway().awaitQuiet(SOON);
        }
    }
}
