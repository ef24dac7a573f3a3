package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;
import org.ringdown.config.Network;

/** Counts connections by address. What happens to slow ones is shown over real sockets, in HttpServerTest. */
class ConnectionGuardTest {
    private final List<Connection> closed = new ArrayList<>();

    @Test
    void anAddressWithTooManyConnectionsGetsNoMoreUntilOneIsClosed() {
        var guard = guard(List.of());
        var first = from("192.0.2.1");
        guard.onOpened(first);
        guard.onOpened(from("192.0.2.1"));
        guard.onOpened(from("192.0.2.2"));
        assertThat(closed).isEmpty();

        var third = from("192.0.2.1");
        guard.onOpened(third);
        assertThat(closed).containsExactly(third);
        guard.onClosed(third);
        guard.onClosed(first);

        guard.onOpened(from("192.0.2.1"));
        assertThat(closed).hasSize(1);
    }

    @Test
    void throughATrustedProxyEverybodyMayCome() {
        var guard = guard(List.of(Network.of("192.0.2.0/24")));

        for (int i = 0; i < 10; i++) guard.onOpened(from("192.0.2.1"));

        assertThat(closed).isEmpty();
    }

    private static ConnectionGuard guard(List<Network> proxies) {
        return new ConnectionGuard((_, _) -> () -> {}, Duration.ofSeconds(1), 2, proxies);
    }

    private Connection from(String address) {
        var end =
                new ByteArrayEndPoint() {
                    @Override
                    public java.net.SocketAddress getRemoteSocketAddress() {
                        return new InetSocketAddress(address, 1);
                    }
                };
        return new AbstractConnection(end, Runnable::run) {
            @Override
            public void onFillable() {}

            @Override
            public void close() {
                closed.add(this);
            }
        };
    }
}
