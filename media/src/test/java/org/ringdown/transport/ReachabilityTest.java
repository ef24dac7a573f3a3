package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachabilityTest {
    @ParameterizedTest(name = "SDP says {0}, signalling came from {1}: {2}")
    @CsvSource({
        "198.51.100.7,    203.0.113.1,  REACHABLE",
        "198.51.100.7,    192.168.1.1,  REACHABLE",
        "192.168.1.7,     192.168.1.7,  REACHABLE",
        "127.0.0.1,       127.0.0.1,    REACHABLE",
        "::1,             ::1,          REACHABLE",
        "2001:db8::7,     203.0.113.1,  REACHABLE",
        "192.168.1.7,     203.0.113.1,  UNREACHABLE",
        "10.1.2.3,        203.0.113.1,  UNREACHABLE",
        "172.16.9.9,      203.0.113.1,  UNREACHABLE",
        "100.64.0.1,      203.0.113.1,  UNREACHABLE",
        "169.254.1.1,     203.0.113.1,  UNREACHABLE",
        "fd00::1,         203.0.113.1,  UNREACHABLE",
        "fe80::1,         203.0.113.1,  UNREACHABLE",
        "0.1.2.3,         203.0.113.1,  UNREACHABLE",
        "127.0.0.1,       203.0.113.1,  UNREACHABLE",
        "127.0.0.1,       192.168.1.1,  UNREACHABLE",
        "::ffff:127.0.0.1, 203.0.113.1, UNREACHABLE",
        "0.0.0.0,         0.0.0.0,      UNREACHABLE",
        "0.0.0.0,         127.0.0.1,    UNREACHABLE",
        "239.1.1.1,       203.0.113.1,  UNREACHABLE",
        "10.0.0.5,        10.0.0.4,     DOUBTFUL",
        "192.168.1.7,     127.0.0.1,    DOUBTFUL",
        "100.127.0.1,     fd00::1,      DOUBTFUL"
    })
    void judges(String media, String signalling, Reachability verdict) throws UnknownHostException {
        assertThat(Reachability.of(InetAddress.getByName(media), InetAddress.getByName(signalling)))
                .isEqualTo(verdict);
    }
}
