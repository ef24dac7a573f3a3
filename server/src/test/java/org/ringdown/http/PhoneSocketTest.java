package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/** Connects real WebSockets: who may, what they may send, and how long we wait. */
class PhoneSocketTest {
    private static final String HELLO =
            "{\"type\":\"hello\",\"v\":1,\"token\":\"t\",\"sdk\":\"test/1\"}";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private Served server = Served.dev();

    @AfterEach
    void close() {
        server.close();
        client.shutdownNow();
    }

    /** What a page hears. */
    private static final class Heard implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        final BlockingQueue<String> pings = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            pings.add("ping");
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closes.add(code);
            return null;
        }
    }

    @Test
    void carriesMessagesBothWays() throws Exception {
        var heard = new Heard();
        var socket = connect("http://localhost:3000", heard);
        var visit = server.visits.poll(5, TimeUnit.SECONDS);

        socket.sendText(HELLO, true).join();
        assertThat(visit.said().poll(5, TimeUnit.SECONDS))
                .isEqualTo(new FromPage.Hello(1, "t", "test/1", true, Optional.empty()));
        assertThat(visit.origin()).isEqualTo("http://localhost:3000");
        assertThat(visit.address()).isEqualTo("127.0.0.1");

        visit.connection().send(new ToPage.Pong());
        assertThat(heard.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"pong\"}");

        visit.connection().close(4003, "token refused");
        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(4003);
        assertThat(visit.closed().poll(5, TimeUnit.SECONDS)).isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "https://localhost:3000",
                "http://localhost:3000/"
            })
    void aForeignOriginGets403(String origin) {
        assertThatThrownBy(() -> connect(origin, new Heard()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(e -> assertThat(status(e)).isEqualTo(403));
    }

    @Test
    void aMissingOriginGets403() {
        var address = URI.create(server.url("/v1/phone").replace("http:", "ws:"));

        assertThatThrownBy(
                        () -> client.newWebSocketBuilder().buildAsync(address, new Heard()).join())
                .satisfies(e -> assertThat(status(e)).isEqualTo(403));
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws Exception {
        try (var plain = new Socket("127.0.0.1", server.port())) {
            plain.getOutputStream()
                    .write(
                            "GET /v1/phone HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 426 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"type\":\"unheard-of\"}",
                "{\"type\":\"call\",\"ref\":\"7\"}",
                "{\"type\":1}",
                "\"hello\""
            })
    void whatIsNoMessageGetsAnErrorAndTheSocketStays(String text) throws Exception {
        var heard = new Heard();
        var socket = connect("http://localhost:3000", heard);
        var visit = server.visits.poll(5, TimeUnit.SECONDS);

        socket.sendText(text, true).join();
        socket.sendText(HELLO, true).join();

        assertThat(heard.texts.poll(5, TimeUnit.SECONDS))
                .contains("\"type\":\"error\"")
                .contains("\"code\":\"bad-message\"");
        assertThat(visit.said().poll(5, TimeUnit.SECONDS)).isInstanceOf(FromPage.Hello.class);
        assertThat(heard.closes).isEmpty();
    }

    @Test
    void untilHelloNothingElseIsHeard() throws Exception {
        var socket = connect("http://localhost:3000", new Heard());
        var visit = server.visits.poll(5, TimeUnit.SECONDS);

        socket.sendText("{\"type\":\"ping\"}", true).join();
        socket.sendText(HELLO, true).join();
        socket.sendText("{\"type\":\"ping\"}", true).join();

        assertThat(visit.said().poll(5, TimeUnit.SECONDS)).isInstanceOf(FromPage.Hello.class);
        assertThat(visit.said().poll(5, TimeUnit.SECONDS)).isInstanceOf(FromPage.Ping.class);
    }

    @Test
    void aFrameOver64KilobytesClosesWith1009() throws Exception {
        var heard = new Heard();
        var socket = connect("http://localhost:3000", heard);

        socket.sendText("x".repeat(70_000), true);

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1009);
    }

    @Test
    void manyFragmentsOfOneMessageCountTogether() throws Exception {
        var heard = new Heard();
        var socket = connect("http://localhost:3000", heard);

        for (int i = 0; i < 8 && heard.closes.isEmpty(); i++) {
            socket.sendText("x".repeat(10_000), false).exceptionally(_ -> socket).join();
        }

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1009);
    }

    @Test
    void anOfferOf60KilobytesArrives() throws Exception {
        var socket = connect("http://localhost:3000", new Heard());
        var visit = server.visits.poll(5, TimeUnit.SECONDS);
        socket.sendText(HELLO, true).join();

        socket.sendText(
                        "{\"type\":\"media.open\",\"m\":\"m1\",\"offer\":\""
                                + "v".repeat(60_000)
                                + "\"}",
                        true)
                .join();

        visit.said().poll(5, TimeUnit.SECONDS);
        assertThat(visit.said().poll(5, TimeUnit.SECONDS))
                .isEqualTo(new FromPage.MediaOpen("m1", "v".repeat(60_000)));
    }

    @Test
    void binaryFramesAreNotUnderstood() throws Exception {
        var heard = new Heard();

        connect("http://localhost:3000", heard).sendBinary(ByteBuffer.wrap(new byte[] {1}), true);

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    @Test
    void aPageThatDoesNotSayHelloIsClosedWith4002() throws Exception {
        restart(Duration.ofMillis(100), LONG, LONG);
        var heard = new Heard();

        connect("http://localhost:3000", heard).sendText("{\"type\":\"ping\"}", true).join();

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(4002);
        assertThat(server.visits.poll(5, TimeUnit.SECONDS).closed().poll(5, TimeUnit.SECONDS))
                .isEqualTo("closed");
    }

    @Test
    void aPageThatAnswersPingsStays() throws Exception {
        restart(LONG, Duration.ofMillis(100), LONG);
        var heard = new Heard();
        connect("http://localhost:3000", heard);

        for (int i = 0; i < 8; i++) assertThat(heard.pings.poll(5, TimeUnit.SECONDS)).isNotNull();

        assertThat(heard.closes).isEmpty();
    }

    @Test
    void theDeadlineForRequestsIsNotThatOfSockets() throws Exception {
        server.close();
        server = Served.awaitingRequests(Duration.ofMillis(100));
        var heard = new Heard();
        connect("http://localhost:3000", heard);

        for (int i = 0; i < 10; i++) assertThat(heard.pings.poll(5, TimeUnit.SECONDS)).isNotNull();

        assertThat(heard.closes).isEmpty();
    }

    @Test
    void aPageThatNoLongerAnswersIsGone() throws Exception {
        restart(LONG, Duration.ofMillis(200), Duration.ofMillis(200));
        try (var _ = handshake()) {
            var visit = server.visits.poll(5, TimeUnit.SECONDS);

            assertThat(visit.closed().poll(5, TimeUnit.SECONDS)).isEqualTo("closed");
        }
    }

    @Test
    void aPageThatDoesNotReadIsClosed() throws Exception {
        restart(LONG, LONG, Duration.ofMillis(200));
        try (var deaf = handshake()) {
            var visit = server.visits.poll(5, TimeUnit.SECONDS);
            var long40k = new ToPage.MediaAnswer("m", "v".repeat(40_000));

            for (int i = 0; i < 1000 && visit.closed().isEmpty(); i++)
                visit.connection().send(long40k);

            assertThat(visit.closed().poll(5, TimeUnit.SECONDS)).isEqualTo("closed");
            var read = deaf.getInputStream().readAllBytes();
            assertThat(read.length)
                    .as("what the kernel took and at most 256 kB more")
                    .isLessThan(20_000_000);
        }
    }

    @Test
    void aPageThatReadsTooSlowlyLearnsWhyItWasClosed() throws Exception {
        var heard = new Slow();
        var socket = connect("http://localhost:3000", heard);
        var visit = server.visits.poll(5, TimeUnit.SECONDS);
        var long40k = new ToPage.MediaAnswer("m", "v".repeat(40_000));
        for (int i = 0; i < 1000; i++) visit.connection().send(long40k);

        heard.reads = true;
        socket.request(1);

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1013);
    }

    /** Asks for frames only once it is told to. */
    private static final class Slow implements WebSocket.Listener {
        final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        volatile boolean reads;

        @Override
        public void onOpen(WebSocket socket) {
            if (reads) socket.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closes.add(code);
            return null;
        }
    }

    @Test
    void everyPageIsToldThatTheGatewayStops() throws Exception {
        var heard = new Heard();
        connect("http://localhost:3000", heard);
        server.visits.poll(5, TimeUnit.SECONDS);

        server.close();

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1001);
    }

    private void restart(Duration hello, Duration ping, Duration goodbye) {
        server.close();
        server = Served.impatient(hello, ping, goodbye);
    }

    private WebSocket connect(String origin, WebSocket.Listener listener) {
        return client.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create(server.url("/v1/phone").replace("http:", "ws:")), listener)
                .join();
    }

    /** A client that shakes hands and then neither reads nor answers. */
    private Socket handshake() throws Exception {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(
                        """
                        GET /v1/phone HTTP/1.1\r
                        Host: localhost\r
                        Origin: http://localhost\r
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        \r
                        """
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int status(Throwable e) {
        return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
}
