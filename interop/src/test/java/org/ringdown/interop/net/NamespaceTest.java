package org.ringdown.interop.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.process.Host;

/** The networks that other tests believe in: who is translated, who is reached, what is lost, and that nothing is left. */
@Tag("interop")
@Tag("network")
class NamespaceTest {
    private static final int SOON_MILLIS = 5_000;
    private static final int NEVER_MILLIS = 300;
    private static final int PORT = 4000;

    @Test
    void whoIsBehindARouterIsSeenUnderItsAddressAndFoundAtForwardedPortsOnly() throws IOException {
        try (var internet = Lan.create("internet");
                var far = internet.machine("far", "203.0.113.5/24");
                var home = Masquerade.at(internet, "home", "203.0.113.9/24");
                var outside = socket(far, PORT);
                var inside = socket(home.machine(), PORT)) {
            send(inside, far.address(), PORT);
            var seen = receive(outside);
            assertThat(seen.getAddress().getHostAddress()).isEqualTo(home.outside());

            send(outside, home.outside(), PORT + 1);
            assertSilence(inside);

            home.forward("udp", (PORT + 1) + ":" + (PORT + 2));
            try (var forwarded = socket(home.machine(), PORT + 1);
                    var another = socket(far, PORT + 7)) {
                send(another, home.outside(), PORT + 1);
                assertThat(receive(forwarded).getAddress().getHostAddress())
                        .isEqualTo(far.address());
            }
        }
    }

    @Test
    void datagramsAreDroppedOnDemandAndLoopbackStays() throws IOException {
        try (var internet = Lan.create("internet");
                var one = internet.machine("one", "203.0.113.5/24", "fd00::5/64");
                var other = internet.machine("other", "203.0.113.6/24", "fd00::6/64");
                var from = socket(one, PORT);
                var to = socket(other, PORT)) {
            send(from, "203.0.113.6", PORT);
            receive(to);
            send(from, "fd00::6", PORT);
            assertThat(receive(to).getAddress()).isEqualTo(InetAddress.ofLiteral("fd00::5"));

            other.dropUdp();

            send(from, "203.0.113.6", PORT);
            send(from, "fd00::6", PORT);
            assertSilence(to);
            send(to, "127.0.0.1", PORT);
            receive(to);
        }
    }

    @Test
    void namesAreKnownWhereTheyWereTold() {
        try (var one = Namespace.create("one");
                var other = Namespace.create("other")) {
            one.knows("turn.example.com", "203.0.113.3");

            assertThat(one.run("getent", "hosts", "turn.example.com")).contains("203.0.113.3");
            assertThat(one.run("cat", "/etc/hosts")).contains("127.0.0.1 localhost");
            assertThat(other.run("cat", "/etc/hosts")).doesNotContain("turn.example.com");
        }
    }

    @Test
    void nothingIsLeftAfterwards() throws IOException {
        Path name;
        Path files;
        try (var machine = Namespace.create("gone")) {
            machine.knows("turn.example.com", "203.0.113.3");
            name = Path.of("/run/netns", machine.name());
            files = Path.of("/etc/netns", machine.name());
            assertThat(name).exists();
            assertThat(files).exists();
            assertThatThrownBy(() -> machine.run("false")).isInstanceOf(AssertionError.class);
        }
        assertThat(name).doesNotExist();
        assertThat(files).doesNotExist();
    }

    private static DatagramSocket socket(Host host, int port) {
        return host.inside(() -> new DatagramSocket(new InetSocketAddress(port)));
    }

    private static void send(DatagramSocket from, String to, int port) throws IOException {
        var bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        from.send(
                new DatagramPacket(
                        bytes,
                        bytes.length,
                        new InetSocketAddress(InetAddress.ofLiteral(to), port)));
    }

    private static InetSocketAddress receive(DatagramSocket at) throws IOException {
        at.setSoTimeout(SOON_MILLIS);
        var packet = new DatagramPacket(new byte[100], 100);
        at.receive(packet);
        return (InetSocketAddress) packet.getSocketAddress();
    }

    private static void assertSilence(DatagramSocket at) throws IOException {
        at.setSoTimeout(NEVER_MILLIS);
        assertThatThrownBy(() -> at.receive(new DatagramPacket(new byte[100], 100)))
                .isInstanceOf(SocketTimeoutException.class);
    }
}
