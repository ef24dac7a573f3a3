package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;

/** A page in Firefox and baresip: both are heard at the other end, whoever calls, whatever codec the phone has. */
@Scenario
class FirefoxTest {
    @ParameterizedTest
    @ValueSource(strings = {"pcma", "g722", "opus"})
    void callsBaresipThatHasOneCodecOnly(String codec, Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.firefox(), "alice")) {
            page.dial(baresip.uri(codec));
            page.awaitAnswered();

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            int seen = baresip.control().events();
            page.hangup();
            baresip.control().awaitEvent("CALL_CLOSED", seen, SOON);
        }
    }

    @Test
    void isCalledByBaresip(Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.page(lab.firefox(), "alice")) {
            baresip.control().dial(lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            baresip.control().hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
        }
    }
}
