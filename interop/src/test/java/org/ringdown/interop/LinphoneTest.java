package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Linphone;
import org.ringdown.interop.process.Patience;

/** A page and linphonec, registered as bob: both hear each other, whoever calls; keys arrive. */
@Scenario
class LinphoneTest {
    private static final int HZ = 600;

    private static Linphone start(Lab lab, String transport, String codec, int rate) {
        var account =
                new Linphone.Account(
                        "bob",
                        "bob",
                        lab.gateway().sip().getPort(),
                        transport,
                        "none",
                        codec,
                        rate);
        return Linphone.start(lab.folder("linphone"), account, HZ);
    }

    @ParameterizedTest
    @CsvSource({"udp, PCMA, 8000", "udp, PCMU, 8000", "tcp, G722, 8000", "udp, opus, 48000"})
    void isCalled(String transport, String codec, int rate, Lab lab) {
        try (var linphone = start(lab, transport, codec, rate);
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("bob");
            page.awaitAnswered();
            assertThat(page.awaitTone(HZ).good()).isTrue();
            linphone.hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
            linphone.awaitTone(Browser.MICROPHONE_HZ);
        }
    }

    @Test
    void callsAndExchangesKeys(Lab lab) {
        try (var linphone = start(lab, "udp", "PCMA", 8000);
                var page = lab.page(lab.chromium(), "alice")) {
            linphone.dial(lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            assertThat(page.awaitTone(HZ).good()).isTrue();
            page.press("42#");
            Patience.await("key # at linphonec", SOON, () -> linphone.keysHeard().endsWith("#"));
            assertThat(linphone.keysHeard()).isEqualTo("42#");
            linphone.press('8');
            page.awaitKeys("8");
            page.hangup();
            page.awaitEnd();
        }
    }
}
