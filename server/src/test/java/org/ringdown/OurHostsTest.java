package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which targets of SIP URIs are this gateway. */
class OurHostsTest {
    @ParameterizedTest(name = "listening at {0}: {1} is ours: {2}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.1:5060, true",
        "192.0.2.1, 192.0.2.1:5061, true",
        "192.0.2.1, 192.0.2.1:5062, false",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, 198.51.100.7, true",
        "192.0.2.1, 203.0.113.7, true",
        "192.0.2.1, 203.0.113.8, false",
        "192.0.2.1, 127.0.0.1, false",
        "192.0.2.1, localhost, false",
        "127.0.0.1, localhost:5060, true",
        "127.0.0.1, LOCALHOST, true",
        "127.0.0.1, example.com, false",
        "0.0.0.0, 127.0.0.1, true",
        "::1, [::1]:5060, true",
        "::1, [0:0:0:0:0:0:0:1], true",
        "2001:db8::1, [2001:DB8::1]:5061, true",
        "2001:db8::1, [2001:db8::2], false",
        "192.0.2.1, phone.example.com, true",
        "192.0.2.1, PHONE.example.com:5061, true",
        "192.0.2.1, phone.example.com:8443, false",
        "192.0.2.1, not a host, false"
    })
    void areOursHoweverTheyAreWritten(String listening, String target, boolean ours) {
        var own = InetAddress.ofLiteral("198.51.100.7");
        var external = Optional.of(InetAddress.ofLiteral("203.0.113.7"));
        var hosts =
                OurHosts.of(
                        List.of(own),
                        () -> external,
                        InetAddress.ofLiteral(listening),
                        Set.of("Phone.example.com"),
                        Set.of(5060, 5061));

        assertThat(hosts.test(target)).isEqualTo(ours);
    }
}
