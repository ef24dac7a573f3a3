package org.ringdown.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.time.Clock;

/** Whatever is opened is closed in the end, however it ends: the process has as many descriptors as before. */
@Timeout(60)
class DescriptorsTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int ROUNDS = 50;

    static Stream<LoopKind> here() {
        return LoopKindTest.here().filter(kind -> kind == LoopKind.EPOLL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("here")
    void portsAndConnectionsLeaveNone(LoopKind kind) throws Exception {
        round(kind);
        long before = open();
        for (int i = 0; i < ROUNDS; i++) round(kind);

        assertThat(open()).isLessThanOrEqualTo(before);
    }

    /** Some are closed one by one, some by the end of their loop, some have been refused. */
    private static void round(LoopKind kind) throws Exception {
        try (var first = kind.start("first", Clock.system());
                var second = kind.start("second", Clock.system())) {
            var ports = new DatagramPort[20];
            for (int i = 0; i < ports.length; i++) ports[i] = first.open(ANY_PORT, (_, _, _) -> {});
            assertThat(taken(second, ports[0])).isTrue();
            var tcp = first.listen(ANY_PORT, connection -> new Handed(connection, second));
            for (int i = 0; i < 4; i++) {
                try (var page = new Socket(tcp.local().getAddress(), tcp.local().getPort())) {
                    page.setSoTimeout(5_000);
                    page.getOutputStream().write("hello".getBytes(UTF_8));
                    assertThat(page.getInputStream().readNBytes(2)).isEqualTo("ok".getBytes(UTF_8));
                    tcp.close();
                    tcp = first.listen(ANY_PORT, connection -> new Handed(connection, second));
                }
            }
            var done = new CompletableFuture<Void>();
            first.execute(() -> {
                for (int i = 0; i < ports.length; i += 2) ports[i].close();
                done.complete(null);
            });
            done.get();
        }
    }

    private static boolean taken(Loop loop, DatagramPort port) {
        try {
            loop.open(port.local(), (_, _, _) -> {});
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Goes over to another loop with its first bytes, and answers there. Whoever is not closed by its end is by that of the loop. */
    private static final class Handed implements TcpHandler {
        private final TcpConnection connection;
        private final Loop next;

        Handed(TcpConnection connection, Loop next) {
            this.connection = connection;
            this.next = next;
        }

        @Override
        public void readable(long now) {
            if (connection.read(ByteBuffer.allocate(16)) <= 0) connection.close();
            else
                next.adopt(
                        connection,
                        () -> {
                            connection.write(ByteBuffer.wrap("ok".getBytes(UTF_8)));
                            return new Handed(connection, next);
                        });
        }

        @Override
        public void writable(long now) {}
    }

    /** Sockets and what waits for them; not files and jars, which others may open meanwhile. */
    private static long open() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(DescriptorsTest::isOurs).count();
        }
    }

    private static boolean isOurs(Path descriptor) {
        try {
            var what = Files.readSymbolicLink(descriptor).toString();
            return what.startsWith("socket:") || what.startsWith("anon_inode:");
        } catch (IOException e) {
            return false; // Closed since it was listed.
        }
    }
}
