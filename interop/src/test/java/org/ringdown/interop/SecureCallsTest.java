package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Browser;

/** Encrypted sound with a SIP phone that we did not write: keys in SDP, handshakes, and ICE. */
@Scenario
class SecureCallsTest {
    @ParameterizedTest
    @CsvSource({
        "optional-keys,      mediaenc=srtp",
        "keys,               mediaenc=srtp-mand",
        "handshake,          mediaenc=dtls_srtp;rtcp_mux=yes",
        "handshake-two-ports,mediaenc=dtls_srtp",
        "handshake-no-ice,   mediaenc=dtls_srtp;medianat=ice",
        "handshake-ice,      mediaenc=dtls_srtp;medianat=ice;rtcp_mux=yes",
        "keys-ice,           mediaenc=srtp-mand;medianat=ice;rtcp_mux=yes",
        "ice,                medianat=ice;rtcp_mux=yes",
    })
    void aPhoneThatEncryptsHearsItsEcho(String name, String parameters, Lab lab) {
        try (var phone = lab.callingBaresip(name, parameters)) {
            int seen = phone.control().events();
            phone.control().dial(lab.gateway().uri("600"));
            phone.control().awaitEvent("CALL_ESTABLISHED", seen, Lab.SOON);

            assertThat(phone.awaitTone(Lab.BARESIP_HZ).good()).as(phone.log()).isTrue();
            phone.control().hangup();
        }
    }

    /** Registered as any other, and called: what it insists on shows in what it refuses. */
    @Test
    void aRegisteredPhoneThatInsistsIsCalledInTheWayThatItTakes(Lab lab) {
        try (var phone = lab.registeredBaresip("called-keys", "mediaenc=srtp-mand");
                var page = lab.page(lab.chromium(), "alice")) {
            phone.forget();
            page.dial("bob");
            page.awaitAnswered();

            assertThat(page.awaitTone(Lab.BARESIP_HZ).good()).as(phone.log()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).as(phone.log()).isTrue();
            assertThat(LadderTest.ladder(lab.gateway())).contains("RTP/SAVP");
            page.hangup();
            page.awaitEnd();
        }
    }
}
