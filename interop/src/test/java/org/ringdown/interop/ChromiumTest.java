package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.process.Ports;

/** A page in Chromium and the phones of others: both are heard at the other end, whoever calls, whatever codec the phone has. */
@Scenario
class ChromiumTest {
    private static final int SIPP_HZ = 1500;
    private static final int PAGE_HZ = 1300;

    @ParameterizedTest
    @ValueSource(strings = {"pcma", "pcmu", "g722", "opus"})
    void callsBaresipThatHasOneCodecOnly(String codec, Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial(baresip.uri(codec));
            page.awaitAnswered();

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            int seen = baresip.control().events();
            page.hangup();
            baresip.control().awaitEvent("CALL_CLOSED", seen, SOON);
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("hangup");
        }
    }

    @Test
    void isCalledByBaresip(Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            baresip.control().dial(lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            baresip.control().hangup();
            var end = page.awaitEnd();
            assertThat(end.path("by").asString()).isEqualTo("remote");
            assertThat(end.path("stats").path("mos").asDouble()).isGreaterThan(3);
            assertThat(end.path("stats").path("codec").asString()).isNotEmpty();
        }
    }

    @Test
    void callsARegisteredBaresip(Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            int seen = baresip.control().events();
            page.dial("bob");
            baresip.control().awaitEvent("CALL_INCOMING", seen, SOON);
            page.awaitState("ringing");
            baresip.control().accept();
            page.awaitAnswered();

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void callsSipp(Lab lab) {
        try (var tone = Sipp.answering(lab.folder("sipp-tone"), "answer-tone", SIPP_HZ);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(tone.uri("service"));
            page.awaitAnswered();
            assertThat(page.awaitTone(SIPP_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    /** SIPp cannot judge what it hears, but it can send it back. */
    @Test
    void isHeardBySipp(Lab lab) {
        try (var echo =
                        Sipp.answering(
                                lab.folder("sipp-echo"), "answer-echo", SIPP_HZ, "-rtp_echo");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(echo.uri("service"));
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void isCalledBySipp(Lab lab) {
        int port = lab.gateway().sip().getPort();
        try (var page = lab.page(lab.chromium(), "alice");
                var sipp =
                        Sipp.calling(
                                lab.folder("sipp-call"),
                                "call-tone",
                                Ports.free(),
                                port,
                                "alice",
                                "bob",
                                "bob",
                                SIPP_HZ,
                                "-m",
                                "1",
                                "-d",
                                "6000")) {
            page.awaitIncoming();
            page.answer();
            assertThat(page.awaitTone(SIPP_HZ).good()).isTrue();
            assertThat(sipp.awaitSuccess(Duration.ofSeconds(20))).isEqualTo(new Sipp.Count(1, 0));
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
        }
    }

    @Test
    void callsAnotherPage(Lab lab) {
        try (var alice = lab.page(lab.chromium(), "alice");
                var bob = lab.page(lab.chromium(), "bob")) {
            alice.dial("bob");
            bob.awaitIncoming();
            bob.answerWithTone(PAGE_HZ);
            alice.awaitAnswered();

            assertThat(alice.awaitTone(PAGE_HZ).good()).isTrue();
            assertThat(bob.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            bob.hangup();
            assertThat(alice.awaitEnd().path("by").asString()).isEqualTo("remote");
            assertThat(bob.awaitEnd().path("by").asString()).isEqualTo("local");
        }
    }
}
