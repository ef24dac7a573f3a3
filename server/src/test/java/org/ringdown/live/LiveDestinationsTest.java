package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.live.LiveDestinations.RefusedException;

/** A name leads to no private address, whoever answers for it. */
class LiveDestinationsTest {
    private static InetAddress[] just(String address) {
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private static LiveUrl url(String host) {
        return LiveUrl.parse("rtmp://" + host + "/live/key").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1"
            })
    void aNameOfAPrivateAddressIsRefused(String address) {
        assertThatThrownBy(() ->
                        LiveDestinations.resolve(
                                url("h.example"), _ -> just(address), "streams.from"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("streams.from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "172.32.0.1", "100.128.0.1"})
    void aPublicOneIsNot(String address) throws IOException {
        var at = LiveDestinations.resolve(url("h.example"), _ -> just(address), "streams.from");
        assertThat(at.getAddress()).isEqualTo(InetAddress.ofLiteral(address));
        assertThat(at.getPort()).isEqualTo(1935);
    }

    @Test
    void anAddressThatIsWrittenIsMeant() throws IOException {
        var at =
                LiveDestinations.resolve(url("10.0.0.1"), LiveDestinationsTest::just, "streams.to");
        assertThat(at.getAddress()).isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
    }

    @Test
    void aNameWithoutAddressIsTriedAgain() {
        assertThatThrownBy(() ->
                        LiveDestinations.resolve(
                                url("h.example"),
                                _ -> {
                                    throw new UnknownHostException();
                                },
                                "streams.to"))
                .isNotInstanceOf(RefusedException.class)
                .hasMessage("the name h.example has no address");
    }
}
