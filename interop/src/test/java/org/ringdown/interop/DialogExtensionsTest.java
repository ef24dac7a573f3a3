package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;

/** What an INVITE's dialog may say besides, with SIPp: PRACK, UPDATE, session timers, calls without an offer, redirects. */
@Scenario
class DialogExtensionsTest {
    private static final int HZ = 1300;

    /** No offer in the INVITE nor in a re-INVITE, a refresh by UPDATE, hold by UPDATE. */
    @Test
    void sippCallsWithoutAnOfferAndRefreshes(Lab lab) {
        try (var sipp =
                Sipp.calling(
                        lab.folder("sipp-extensions"),
                        "call-extensions",
                        Ports.free(),
                        lab.gateway().sip().getPort(),
                        "601",
                        "stranger",
                        "none",
                        HZ,
                        "-m",
                        "1")) {
            assertThat(sipp.awaitSuccess(SOON)).isEqualTo(new Sipp.Count(1, 0));
        }
    }

    /** A redirect to the same host, two reliable responses, early media, an UPDATE before the answer, an answer without a description. */
    @Test
    void aPageCallsASippThatUsesThemAll(Lab lab) {
        try (var sipp =
                        Sipp.answering(
                                lab.folder("sipp-answers-extensions"),
                                "answer-extensions",
                                HZ,
                                "-m",
                                "1");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial(sipp.uri("first"));
            page.awaitAnswered();
            assertThat(page.awaitTone(HZ).good()).isTrue();
            page.hangup();
            Patience.await(
                    "SIPp's count",
                    Duration.ofSeconds(10),
                    () -> sipp.count().equals(new Sipp.Count(1, 0)));
        }
    }
}
