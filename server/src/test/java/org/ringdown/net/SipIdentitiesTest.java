package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.tls.TestCertificate;

/** Whom a certificate speaks for, by RFC 5922 §7.1 and §7.2. */
class SipIdentitiesTest {
    @ParameterizedTest(name = "CN={0}, {1}: {2} is {3}")
    @CsvSource({
        // SIP URIs come first, and then DNS names do not count.
        "x, uri:sip:example.com dns:other.example, example.com, true",
        "x, uri:sip:example.com dns:other.example, other.example, false",
        "x, uri:SIPS:Example.COM, example.com, true",
        // A URI of a user is not its domain's.
        "x, uri:sip:alice@example.com, example.com, false",
        "x, uri:https://example.com dns:sip.example.com, sip.example.com, true",
        // DNS names, whole.
        "x, dns:example.com, EXAMPLE.com, true",
        "x, dns:example.com, sip.example.com, false",
        "x, dns:sip.example.com, example.com, false",
        "x, dns:*.example.com, sip.example.com, false",
        // The common name counts where nothing else is said.
        "example.com, '', example.com, true",
        "example.com, dns:other.example, example.com, false",
        "*.example.com, '', sip.example.com, false",
        // Addresses.
        "x, ip:192.0.2.1, 192.0.2.1, true",
        "x, ip:192.0.2.1, 192.0.2.2, false",
        "x, ip:2001:db8::1, 2001:db8:0:0::1, true",
        "192.0.2.1, ip:192.0.2.9, 192.0.2.1, false",
        "x, uri:sip:192.0.2.1, 192.0.2.1, true"
    })
    void speaksForWhomItNames(String commonName, String names, String host, boolean is) {
        var certificate = TestCertificate.of(commonName, alternatives(names)).certificate();

        assertThat(SipIdentities.of(certificate).has(host)).isEqualTo(is);
    }

    private static GeneralName[] alternatives(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(SipIdentitiesTest::alternative)
                .toArray(GeneralName[]::new);
    }

    private static GeneralName alternative(String name) {
        var value = name.substring(name.indexOf(':') + 1);
        return switch (name.substring(0, name.indexOf(':'))) {
            case "uri" -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
            case "dns" -> new GeneralName(GeneralName.dNSName, value);
            default -> new GeneralName(GeneralName.iPAddress, value);
        };
    }
}
