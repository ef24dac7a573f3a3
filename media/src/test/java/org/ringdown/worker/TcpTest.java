package org.ringdown.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.time.Clock;

/** Connections of real loops of each kind that this machine has, over loopback. */
@Timeout(20)
@ParameterizedClass(name = "{0}")
@MethodSource("org.ringdown.worker.LoopKindTest#here")
class TcpTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Loop first;
    private final Loop second;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    TcpTest(LoopKind kind) {
        first = kind.start("first loop", Clock.system());
        second = kind.start("second loop", Clock.system());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    /** Says what it hears, on which thread; answers; hands itself over at a word. */
    private final class Talker implements TcpHandler {
        private final TcpConnection connection;
        private final Loop next;
        private final ByteBuffer bytes = ByteBuffer.allocate(64);

        Talker(TcpConnection connection, Loop next) {
            this.connection = connection;
            this.next = next;
        }

        @Override
        public void readable(long now) {
            int read = connection.read(bytes.clear());
            if (read == 0) return;
            var said = read < 0 ? "end" : UTF_8.decode(bytes.flip()).toString();
            heard.add(said + " on " + Thread.currentThread().getName());
            if (read < 0) connection.close();
            else connection.write(ByteBuffer.wrap("aye".getBytes(UTF_8)));
            if (said.equals("go")) next.adopt(connection, this::moved);
        }

        /** On the other loop, before it is heard of there. */
        private Talker moved() {
            connection.write(ByteBuffer.wrap("now".getBytes(UTF_8)));
            return new Talker(connection, first);
        }

        @Override
        public void writable(long now) {
            heard.add("room");
            connection.awaitRoom(false);
        }
    }

    @ParameterizedTest(name = "to another loop: {0}")
    @ValueSource(booleans = {true, false})
    void isHandedOverAndHeardOnTheOtherLoop(boolean another) throws Exception {
        var to = another ? second : first;
        var name = another ? "second loop" : "first loop";
        var port = first.listen(ANY_PORT, connection -> new Talker(connection, to));
        try (var page = connect(port)) {
            say(page, "hello");
            assertThat(next()).isEqualTo("hello on first loop");
            say(page, "go");
            assertThat(next()).isEqualTo("go on first loop");
            say(page, "there");
            assertThat(next()).isEqualTo("there on " + name);
            assertThat(page.getInputStream().readNBytes(12))
                    .isEqualTo("ayeayenowaye".getBytes(UTF_8));
        }
        assertThat(next()).isEqualTo("end on " + name);
    }

    @Test
    void saysWhenThereIsRoomAgain() throws Exception {
        var port = first.listen(ANY_PORT, Flooding::new);
        try (var page = connect(port)) {
            say(page, "go");
            assertThat(next()).isEqualTo("full");
            Thread.ofVirtual().start(() -> readAll(page));
            assertThat(next()).isEqualTo("room");
        }
    }

    /** Writes until there is no room. */
    private final class Flooding implements TcpHandler {
        private final TcpConnection connection;

        Flooding(TcpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void readable(long now) {
            if (connection.read(ByteBuffer.allocate(64)) <= 0) return;
            var much = ByteBuffer.allocate(1 << 14);
            while (connection.write(much) && !much.hasRemaining()) much.clear();
            connection.awaitRoom(true);
            heard.add("full");
        }

        @Override
        public void writable(long now) {
            connection.awaitRoom(false);
            heard.add("room");
        }
    }

    /** More than is copied at once, both ways, in buffers of either kind. */
    @Test
    void carriesMuchInTheOrderOfItsBytes() throws Exception {
        var port = first.listen(ANY_PORT, Echo::new);
        try (var page = connect(port)) {
            var much = new byte[1 << 20];
            new Random(1).nextBytes(much);
            var writer = Thread.ofVirtual().start(() -> writeAll(page, much));

            assertThat(page.getInputStream().readNBytes(much.length)).isEqualTo(much);
            writer.join();
        }
    }

    /** Says all it hears; reads no more while there is no room to say it. */
    private static final class Echo implements TcpHandler {
        private final TcpConnection connection;
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(100_000).limit(0);

        Echo(TcpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void readable(long now) {
            if (bytes.hasRemaining()) return;
            int read = connection.read(bytes.clear());
            bytes.flip();
            if (read < 0) connection.close();
            else if (read > 0) writable(now);
        }

        @Override
        public void writable(long now) {
            if (!connection.write(bytes)) connection.close();
            else connection.awaitRoom(bytes.hasRemaining());
        }
    }

    @Test
    void aBrokenConnectionReadsAsItsEnd() throws Exception {
        var port = first.listen(ANY_PORT, connection -> new Talker(connection, first));
        try (var page = connect(port)) {
            say(page, "hello");
            assertThat(next()).isEqualTo("hello on first loop");
            page.setSoLinger(true, 0);
        }

        assertThat(next()).isEqualTo("end on first loop");
        assertThat(first.counters().of(Counted.FAULT)).isZero();
    }

    @Test
    void aClosedPortTakesNobodyAndLetsGoOfNobody() throws Exception {
        var port = first.listen(ANY_PORT, connection -> new Talker(connection, first));
        try (var page = connect(port)) {
            say(page, "hello");
            assertThat(next()).isEqualTo("hello on first loop");
            port.close();
            say(page, "still there");
            assertThat(next()).isEqualTo("still there on first loop");
        }
    }

    @Test
    void aClosedLoopClosesItsConnections() throws Exception {
        var port = first.listen(ANY_PORT, connection -> new Talker(connection, first));
        try (var page = connect(port)) {
            say(page, "hello");
            assertThat(next()).isEqualTo("hello on first loop");
            first.close();

            assertThat(page.getInputStream().readAllBytes()).isEqualTo("aye".getBytes(UTF_8));
        }
    }

    private static void writeAll(Socket page, byte[] bytes) {
        try {
            page.getOutputStream().write(bytes);
        } catch (IOException _) {
            // The reader misses it then.
        }
    }

    private static void readAll(Socket page) {
        try {
            page.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // Closed by the test.
        }
    }

    private static Socket connect(TcpPort port) throws Exception {
        var page = new Socket(port.local().getAddress(), port.local().getPort());
        page.setSoTimeout(5_000);
        return page;
    }

    private static void say(Socket page, String what) throws Exception {
        page.getOutputStream().write(what.getBytes(UTF_8));
    }

    private String next() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }
}
