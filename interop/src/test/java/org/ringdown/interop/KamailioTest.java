package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;

/** A page and a phone behind Kamailio and rtpengine: both hear each other, whoever calls. */
@Scenario
class KamailioTest {
    @ParameterizedTest
    @ValueSource(strings = {"pcma;transport=udp", "g722;transport=tcp", "opus;transport=udp"})
    void leadsToAPhone(String way, Lab lab) {
        var kamailio = lab.kamailio();
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        var codec = way.substring(0, way.indexOf(';'));
        var transport = way.substring(way.indexOf(';'));
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("sip:rtp_" + codec + "@127.0.0.1:" + kamailio.port() + transport);
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            int seen = phone.control().events();
            page.hangup();
            phone.control().awaitEvent("CALL_CLOSED", seen, SOON);
        }
    }

    /** RFC 3327: the phone is reached through the proxy that its registration passed, which says so in Path. */
    @Test
    void leadsToAPhoneThatRegisteredHereThroughIt(Lab lab) {
        try (var phone = lab.baresipThroughKamailio("path");
                var page = lab.page(lab.chromium(), "alice")) {
            phone.forget();
            page.dial("bob");
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BARESIP_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            assertThat(LadderTest.ladder(lab.gateway()))
                    .contains("Route: <sip:127.0.0.1:%d;lr".formatted(lab.kamailio().port()));

            int seen = phone.control().events();
            page.hangup();
            phone.control().awaitEvent("CALL_CLOSED", seen, SOON);
        }
    }

    @Test
    void bringsTheCallOfAPhone(Lab lab) {
        lab.kamailio();
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            phone.control().command("uafind", "sip:rtp_pcma@127.0.0.1");
            phone.control().dial(lab.gateway().uri("alice"));
            page.awaitIncoming();
            page.answer();
            page.awaitAnswered();
            assertThat(page.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            phone.control().hangup();
            assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
        }
    }
}
