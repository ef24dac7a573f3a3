package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.sip.Messages.resource;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The IPv6 torture messages of RFC 5118. */
class Rfc5118Test {
    @ParameterizedTest(name = "{1} {0}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ipv6-good                    | 4.1  | accept
                    ipv6-bad                     | 4.2  | 400
                    port-ambiguous               | 4.3  | accept
                    port-unambiguous             | 4.4  | accept
                    via-received-param-with-delim| 4.5  | accept
                    via-received-param-no-delim  | 4.5  | accept
                    ipv6-in-sdp                  | 4.6  | accept
                    mult-ip-in-header            | 4.7  | accept
                    mult-ip-in-sdp               | 4.8  | accept
                    ipv4-mapped-ipv6             | 4.9  | accept
                    ipv6-bug-abnf-3-colons       | 4.10 | 400
                    ipv6-correct-abnf-2-colons   | 4.10 | accept
                    """)
    void givesEveryMessageWhatItDeserves(String name, String section, String expected) {
        assertThat(Outcome.of(resource("rfc5118/" + name + ".dat"))).isEqualTo(expected);
        assertThat(Outcome.of(Messages.bytes(Messages.INVITE))).isEqualTo("accept");
    }

    @Test
    void readsAPortOnlyBehindTheBracket() {
        var ambiguous = (SipUri) request("port-ambiguous").uri();
        var unambiguous = (SipUri) request("port-unambiguous").uri();

        assertThat(ambiguous.host()).isEqualTo("2001:db8::10:5070");
        assertThat(ambiguous.port()).isEmpty();
        assertThat(unambiguous.host()).isEqualTo("2001:db8::10");
        assertThat(unambiguous.port()).hasValue(5070);
        assertThat(unambiguous).hasToString("sip:[2001:db8::10]:5070");
    }

    @Test
    void readsReceivedWithBracketsAndWithout() {
        var source = InetAddress.ofLiteral("2001:db8::9:255");

        assertThat(request("via-received-param-with-delim").headers().via().received())
                .contains(source);
        assertThat(request("via-received-param-no-delim").headers().via().received())
                .contains(source);
    }

    @Test
    void seesTheIpv4AddressInAMappedOne() {
        var via = request("ipv4-mapped-ipv6").headers().via();

        assertThat(via.sentBy().address()).contains(InetAddress.ofLiteral("192.0.2.10"));
        assertThat(via.sentBy()).hasToString("[::ffff:192.0.2.10]:19823");
    }

    private static SipRequest request(String name) {
        try {
            return (SipRequest) SipParser.parse(resource("rfc5118/" + name + ".dat"));
        } catch (org.ringdown.wire.MalformedException e) {
            throw new AssertionError(name, e);
        }
    }
}
