package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
