package org.ringdown.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told which of our addresses: 192.168.7.2 and fd00::2 are our own, 192.168.7.0/24 is inside. */
class OurSideTest {
    @ParameterizedTest(name = "own {0}, router {1}: {2} is told {3}")
    @CsvSource({
        "192.168.7.2, 203.0.113.9, 198.51.100.5, 203.0.113.9",
        "192.168.7.2, 203.0.113.9, 192.168.7.30, 192.168.7.2",
        "192.168.7.2, 203.0.113.9, 127.0.0.1, 192.168.7.2",
        "192.168.7.9, 203.0.113.9, 192.168.7.9, 192.168.7.9",
        "10.0.0.9, 203.0.113.9, 10.0.0.9, 10.0.0.9",
        "192.168.7.2, 203.0.113.9, '', 203.0.113.9",
        "192.168.7.2, '', 198.51.100.5, 192.168.7.2",
        "192.168.7.2, '', '', 192.168.7.2",
        // IPv6 is not translated by a router of IPv4, and reaches us by our own
        "192.168.7.2 fd00::2, 203.0.113.9, 2001:db8::5, fd00::2",
        "192.168.7.2 fd00::2, 203.0.113.9, 198.51.100.5, 203.0.113.9",
        "192.168.7.2 fd00::2, 2001:db8::9, 2001:db8::5, 2001:db8::9",
        "192.168.7.2 fd00::2, 2001:db8::9, 198.51.100.5, 192.168.7.2",
        // of the other family there is loopback alone: only for who is there
        "192.168.7.2 ::1, 203.0.113.9, ::1, ::1",
        "192.168.7.2 ::1, 203.0.113.9, 2001:db8::5, 203.0.113.9",
        "192.168.7.2, 203.0.113.9, 2001:db8::5, 203.0.113.9",
    })
    void oneIsWritten(String own, String external, String far, String told) {
        assertThat(side(own, external).toward(address(far))).isEqualTo(InetAddress.ofLiteral(told));
    }

    @ParameterizedTest(name = "own {0}, router {1}: {2} may try {3}")
    @CsvSource({
        "192.168.7.2, 203.0.113.9, 198.51.100.5, 203.0.113.9 192.168.7.2",
        "192.168.7.2, 203.0.113.9, '', 203.0.113.9 192.168.7.2",
        "192.168.7.2, 203.0.113.9, 192.168.7.30, 192.168.7.2",
        "192.168.7.2, 203.0.113.9, 127.0.0.1, 192.168.7.2",
        "192.168.7.2, '', 198.51.100.5, 192.168.7.2",
        "192.168.7.2 fd00::2, 203.0.113.9, 198.51.100.5, 203.0.113.9 fd00::2 192.168.7.2",
        "192.168.7.2 ::1, 203.0.113.9, 198.51.100.5, 203.0.113.9 192.168.7.2",
        "127.0.0.1, '', '', 127.0.0.1",
    })
    void severalMayBeTried(String own, String external, String far, String told) {
        assertThat(side(own, external).all(address(far))).isEqualTo(addresses(told));
    }

    @Test
    void whoIsReachedByAnotherNetworkCardIsToldItsAddress() {
        var second = InetAddress.ofLiteral("10.0.0.2");
        var side =
                new OurSide(
                        InetAddress.ofLiteral("0.0.0.0"),
                        addresses("192.168.7.2"),
                        new Router(
                                () -> address("203.0.113.9"),
                                far -> far.getHostAddress().startsWith("10.")),
                        far ->
                                Optional.of(second)
                                        .filter(_ -> far.getHostAddress().startsWith("10.")));

        assertThat(side.toward(InetAddress.ofLiteral("10.0.0.7"))).isEqualTo(second);
        assertThat(side.all(address("10.0.0.7"))).isEqualTo(addresses("10.0.0.2 192.168.7.2"));
        assertThat(side.toward(InetAddress.ofLiteral("198.51.100.5")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
    }

    @Test
    void anAddressThatChangesIsToldAtOnce() {
        var now = new InetAddress[] {InetAddress.ofLiteral("203.0.113.9")};
        var router = new Router(() -> Optional.of(now[0]), _ -> false);
        var side =
                new OurSide(
                        InetAddress.ofLiteral("0.0.0.0"),
                        addresses("192.168.7.2"),
                        router,
                        _ -> Optional.empty());
        var far = InetAddress.ofLiteral("198.51.100.5");
        assertThat(side.toward(far)).isEqualTo(now[0]);

        now[0] = InetAddress.ofLiteral("203.0.113.10");

        assertThat(side.toward(far)).isEqualTo(now[0]);
    }

    private static OurSide side(String own, String external) {
        var router =
                new Router(
                        () -> address(external),
                        far -> far.getHostAddress().startsWith("192.168.7."));
        return new OurSide(
                InetAddress.ofLiteral("::"), addresses(own), router, _ -> Optional.empty());
    }

    private static Optional<InetAddress> address(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    }

    private static List<InetAddress> addresses(String texts) {
        return Stream.of(texts.split(" ")).map(InetAddress::ofLiteral).toList();
    }
}
