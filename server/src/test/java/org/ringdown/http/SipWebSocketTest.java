package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ringdown.http.Served.SipCame;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;

/** SIP over WebSocket with real sockets: who may connect, what a frame is, and whom we do not wait for. */
class SipWebSocketTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private Served server = Served.dev();

    @AfterEach
    void close() {
        server.close();
        client.shutdownNow();
    }

    /** What a phone hears. */
    private static final class Heard implements WebSocket.Listener {
        final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        final BlockingQueue<String> binaries = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            binaries.add(data.remaining() + " bytes");
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
    void carriesMessagesBothWaysAsTextAndAsBinary() throws Exception {
        var heard = new Heard();
        var socket = connect(heard);
        assertThat(socket.getSubprotocol()).isEqualTo("sip");

        socket.sendText(register("1"), true).join();
        socket.sendBinary(bytes(register("2")), true).join();
        var first = came();
        assertThat(first.message().headers().callId()).isEqualTo("1");
        assertThat(came().message().headers().callId()).isEqualTo("2");
        assertThat(first.flow().transport()).isEqualTo(Transport.WS);
        assertThat(server.sip.isOpen(first.flow())).isTrue();
        assertThat(server.sip.sentBy(first.flow())).isEqualTo("127.0.0.1:" + server.port());

        server.sip.send(first.flow(), bytes("SIP/2.0 200 Ça va"), Assertions::fail);
        assertThat(heard.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("SIP/2.0 200 Ça va");
        server.sip.send(first.flow(), ByteBuffer.wrap(new byte[] {-1, -2}), Assertions::fail);
        assertThat(heard.binaries.poll(5, TimeUnit.SECONDS)).isEqualTo("2 bytes");
    }

    @Test
    void aKeepAliveIsAnsweredAndAnAnswerIsNot() throws Exception {
        var heard = new Heard();
        var socket = connect(heard);

        socket.sendText("\r\n", true).join();
        socket.sendText("\r\n\r\n", true).join();

        assertThat(heard.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("\r\n");
        assertThat(heard.texts).isEmpty();
        assertThat(server.sipMessages).isEmpty();
    }

    @Test
    void aPhoneThatIsNoPageNeedsNoOrigin() throws Exception {
        var socket = connect(new Heard());
        socket.sendText(register("1"), true).join();
        assertThat(came().message()).isInstanceOf(SipRequest.class);
    }

    @Test
    void aForeignOriginIsRefused() {
        assertThat(refusal("/v1/sip", "https://evil.example", "sip")).isEqualTo(403);
        assertThat(refusal("/v1/sip", "null", "sip")).isEqualTo(403);
    }

    @Test
    void whoDoesNotSpeakSipIsRefused() {
        assertThat(refusal("/v1/sip", "http://localhost", "chat")).isEqualTo(400);
    }

    /** Else whatever was asked there would wait for half a minute, as if on a network that loses. */
    @Test
    void whoeverIsAtTheDoorLearnsThatOneIsGone() throws Exception {
        var closing = connect(new Heard());
        closing.sendText(register("1"), true).join();
        var goodbye = came().flow();
        var cut = connect(new Heard());
        cut.sendText(register("2"), true).join();
        var silent = came().flow();

        closing.sendClose(1000, "").join();
        assertThat(server.sipClosed.poll(5, TimeUnit.SECONDS)).isEqualTo(goodbye);
        cut.abort();
        assertThat(server.sipClosed.poll(5, TimeUnit.SECONDS)).isEqualTo(silent);
    }

    @Test
    void whoIsGoneCannotBeSentTo() throws Exception {
        var heard = new Heard();
        var socket = connect(heard);
        socket.sendText(register("1"), true).join();
        var flow = came().flow();
        socket.sendClose(1000, "").join();
        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1000);
        var failed = new LinkedBlockingQueue<String>();

        while (server.sip.isOpen(flow)) Thread.onSpinWait();
        server.sip.send(flow, bytes("x"), () -> failed.add("failed"));

        assertThat(failed).containsExactly("failed");
        server.sip.send(
                new Flow(Transport.WS, flow.remote(), flow.local(), 4711),
                bytes("x"),
                () -> failed.add("failed too"));
        assertThat(failed).contains("failed too");
    }

    @Test
    void whoSaysNothingIsNotWaitedFor() throws Exception {
        server.close();
        server = Served.impatient(Duration.ofMillis(50), LONG, LONG);
        var heard = new Heard();
        connect(heard);

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(4002);
    }

    @Test
    void whoOnlySendsKeepAlivesIsNotWaitedForEither() throws Exception {
        server.close();
        server = Served.impatient(Duration.ofMillis(300), LONG, LONG);
        var heard = new Heard();
        var socket = connect(heard);
        socket.sendText("\r\n\r\n", true).join();

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(4002);
    }

    @Test
    void nonsenseIsDroppedAndTooMuchOfItEndsTheConnection() throws Exception {
        var heard = new Heard();
        var socket = connect(heard);
        var random = new java.util.Random(1);
        for (int i = 0; i < 9; i++) {
            var garbage = new byte[200];
            random.nextBytes(garbage);
            socket.sendBinary(ByteBuffer.wrap(garbage), true).join();
        }
        socket.sendText(register("1"), true).join();
        assertThat(came().message().headers().callId()).isEqualTo("1");

        socket.sendText("and one more", true).join();

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1008);
    }

    @Test
    void aFrameOfMoreThan64KilobytesEndsTheConnection() throws Exception {
        var heard = new Heard();
        var socket = connect(heard);
        socket.sendText(padded(64 * 1024), true).join();
        assertThat(came().message().body().size()).isGreaterThan(65_000);

        socket.sendText(padded(64 * 1024 + 1), true).join();

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1009);
        assertThat(server.sipMessages).isEmpty();
    }

    @Test
    void aMessageInFragmentsAndInPiecesOfOneByteIsOneMessage() throws Exception {
        try (var raw = new Socket("127.0.0.1", server.port())) {
            raw.setSoTimeout(5_000);
            raw.setTcpNoDelay(true);
            upgrade(raw);
            var text = register("1").getBytes(StandardCharsets.UTF_8);
            int half = text.length / 2;
            frame(raw, 0x01, text, 0, half); // a text frame that is not the last
            frame(raw, 0x80, text, half, text.length);

            assertThat(came().message().headers().callId()).isEqualTo("1");
        }
    }

    @Test
    void aFrameThatIsNotMaskedEndsTheConnection() throws Exception {
        try (var raw = new Socket("127.0.0.1", server.port())) {
            raw.setSoTimeout(5_000);
            upgrade(raw);
            raw.getOutputStream().write(new byte[] {(byte) 0x81, 4, '\r', '\n', '\r', '\n'});

            raw.getInputStream().readAllBytes(); // a close frame, and the end
            assertThat(server.sipMessages).isEmpty();
        }
    }

    @Test
    void theGatewayThatStopsSaysSo() throws Exception {
        var heard = new Heard();
        connect(heard);
        server.close();

        assertThat(heard.closes.poll(5, TimeUnit.SECONDS)).isEqualTo(1001);
    }

    private static void upgrade(Socket raw) throws Exception {
        var request =
                """
                GET /v1/sip HTTP/1.1\r
                Host: 127.0.0.1\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: foo, sip\r
                Sec-WebSocket-Key: %s\r
                \r
                """
                        .formatted(Base64.getEncoder().encodeToString(new byte[16]));
        raw.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var head = head(raw.getInputStream());
        assertThat(head)
                .startsWith("HTTP/1.1 101")
                .containsIgnoringCase("sec-websocket-protocol: sip\r\n");
    }

    private static String head(InputStream in) throws Exception {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.read());
        return head.toString();
    }

    /** Masked with zeros, and written one byte at a time. */
    private static void frame(Socket raw, int head, byte[] text, int from, int to)
            throws Exception {
        int size = to - from;
        var out = raw.getOutputStream();
        for (int b : new int[] {head, 0x80 | 126, size >> 8, size & 255, 0, 0, 0, 0}) out.write(b);
        for (int i = from; i < to; i++) out.write(text[i]);
    }

    private SipCame came() throws InterruptedException {
        var came = server.sipMessages.poll(5, TimeUnit.SECONDS);
        assertThat(came).as("a message").isNotNull();
        return came;
    }

    private WebSocket connect(Heard heard) {
        return client.newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/v1/sip"), heard)
                .join();
    }

    private int refusal(String path, String origin, String protocol) {
        var attempt =
                client.newWebSocketBuilder()
                        .header("Origin", origin)
                        .subprotocols(protocol)
                        .buildAsync(
                                URI.create("ws://127.0.0.1:" + server.port() + path), new Heard());
        var status = new int[1];
        assertThatThrownBy(attempt::join)
                .isInstanceOf(CompletionException.class)
                .satisfies(e -> {
                    var refused = (WebSocketHandshakeException) e.getCause();
                    status[0] = refused.getResponse().statusCode();
                });
        return status[0];
    }

    private static String register(String callId) {
        return """
        REGISTER sip:127.0.0.1 SIP/2.0\r
        Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKasudf\r
        Max-Forwards: 69\r
        To: <sip:alice@127.0.0.1>\r
        From: <sip:alice@127.0.0.1>;tag=65bnmj.34asd\r
        Call-ID: %s\r
        CSeq: 1 REGISTER\r
        Contact: <sip:alice@df7jal23ls0d.invalid;transport=ws>\r
        \r
        """
                .formatted(callId);
    }

    private static String padded(int size) {
        var message = register("long");
        return message + "x".repeat(size - message.length());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
