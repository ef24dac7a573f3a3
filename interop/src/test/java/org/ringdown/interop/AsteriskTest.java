package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Asterisk;

/** A page and Asterisk: both hear each other, whoever calls; keys arrive; a hold is noticed. */
@Scenario
class AsteriskTest {
    @ParameterizedTest
    @ValueSource(strings = {"pcma", "pcmu", "g722", "opus"})
    void isCalled(String codec, Lab lab) {
        var asterisk = lab.asterisk();
        asterisk.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("sip:rtp_" + codec + "@127.0.0.1:" + asterisk.port());
            page.awaitAnswered();
            assertThat(page.awaitTone(Asterisk.HZ).good()).isTrue();
            assertThat(asterisk.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            asterisk.awaitQuiet(SOON);
        }
    }

    @Test
    void calls(Lab lab) {
        var asterisk = lab.asterisk();
        asterisk.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            asterisk.call("rtp_pcma", lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            assertThat(page.awaitTone(Asterisk.HZ).good()).isTrue();
            assertThat(asterisk.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            asterisk.hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
        }
    }

    @Test
    void hearsKeysAndPressesThem(Lab lab) {
        var asterisk = lab.asterisk();
        int seen = asterisk.manager().seen();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("sip:rtp_pcma@127.0.0.1:" + asterisk.port());
            page.awaitAnswered();
            page.press("159#");
            asterisk.manager().awaitEvent("DTMFEnd", seen, Map.of("Digit", "#"), SOON);
            assertThat(asterisk.keysHeard(seen)).isEqualTo("159#");

            asterisk.press('7');
            page.awaitKeys("7");
            page.hangup();
            page.awaitEnd();
        }
    }
}
