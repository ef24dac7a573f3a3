package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.sound.Hearing;

/** A page in Chromium holds a call and gives it away; baresip, at the other end, goes on hearing what it should. */
@Scenario
class HoldAndTransferTest {
    @Test
    void aCallThatWasHeldIsHeardAgain(Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial(baresip.uri("pcma"));
            page.awaitAnswered();
            page.awaitTone(BARESIP_HZ);

            page.hold();
            page.awaitState("held");
            page.unhold();
            page.awaitState("active");

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void aCallThatWasGivenToTheEchoHearsItself(Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial(baresip.uri("pcma"));
            page.awaitAnswered();
            assertThat(Hearing.of(baresip.heard(), BARESIP_HZ).good()).isFalse();

            int seen = baresip.control().events();
            page.transfer("600");
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("transferred");

            assertThat(baresip.awaitTone(BARESIP_HZ).good()).isTrue();
            baresip.control().hangup();
            baresip.control().awaitEvent("CALL_CLOSED", seen, SOON);
        }
    }
}
