package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;

/** JsSIP and SIP.js, as npm has them, registered over WebSocket: they and a phone hear each other, whoever calls. */
@Scenario
class SipClientsTest {
    @ParameterizedTest
    @ValueSource(strings = {"jssip", "sipjs"})
    void calls(String library, Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.sipPage(lab.chromium(), library, "alice")) {
            page.dial(baresip.uri("pcma"));
            page.awaitAnswered();
            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("local");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jssip", "sipjs"})
    void isCalled(String library, Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var page = lab.sipPage(lab.chromium(), library, "alice")) {
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
