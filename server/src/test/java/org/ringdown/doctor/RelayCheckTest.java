package org.ringdown.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.net.TurnClient;
import org.ringdown.page.ToPage.IceServer;
import org.ringdown.time.Clock;

/** With a port where nobody listens; real relays are in {@code DoctorTest} of the interop tests. */
class RelayCheckTest {
    @ParameterizedTest
    @CsvSource({
        "turns:127.0.0.1:%d?transport=tcp, relay-without-name relay-silent",
        "turns:[::1]:%d?transport=tcp, relay-without-name relay-silent",
        "turns:localhost:%d?transport=tcp, relay-silent",
        "turn:127.0.0.1:%d?transport=tcp, relay-silent",
        "turn-%d, relay-unreadable"
    })
    void firefoxNeedsANameOverTls(String url, String names) throws IOException {
        assertThat(look(url.formatted(freePort()))).containsExactly(names.split(" "));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> look(String url) {
        var server = new IceServer(List.of(url), Optional.of("lab"), Optional.of("lab"));
        var client = new TurnClient(Clock.system(), new Random(1));
        var names = new ArrayList<String>();
        new RelayCheck(List.of(server), client)
                .look(new Report("relay", finding -> names.add(finding.name())));
        return names;
    }
}
