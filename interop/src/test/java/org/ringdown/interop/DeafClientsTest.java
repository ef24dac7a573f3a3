package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.G711;

/** WebSockets that ask without end and never read what they are answered, or send more than may be: they are closed, and callers notice nothing. */
@Scenario
@Alone
class DeafClientsTest {
    private static final int HZ = 1500;
    private static final int OF_EACH_KIND = 25;
    private static final int TEXT = 0x81; // RFC 6455 §5.2, and below
    private static final int PING = 0x89;
    private static final int MASKED = 0x80;
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final int MOST_GROWTH_KILOBYTES = OF_EACH_KIND * 3 * 300;

    @Test
    void whoeverNeverReadsIsClosedAndCallsGoOn(Lab lab) throws Exception {
        try (var gateway = Gateway.ofSize("256m", lab.folder("deaf"), configuration());
                var phone = ScriptedPhone.open("undisturbed")) {
            hangUp(echo(phone, gateway));
            deafen(gateway, 1); // whatever is loaded with the first is there by now
            long heap = gateway.liveHeap();
            var call = echo(phone, gateway);

            deafen(gateway, OF_EACH_KIND);
            assertThat(gateway.liveHeap() - heap).isLessThan(MOST_GROWTH_KILOBYTES);

            assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
            assertThat(Breaks.of(call.rtp().arrivals(), 8000, 101)).isEmpty();
            call.hangup();
            hangUp(echo(phone, gateway));
            assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("Exception");
        }
    }

    @Test
    void aFrameThatIsTooLongForSipClosesItsSocket(Lab lab) throws Exception {
        try (var socket = open(lab.gateway(), "/v1/sip")) {
            var saying =
                    Thread.ofVirtual().start(() -> say(socket, frame(TEXT, "x".repeat(70_000))));
            assertThat(closeCode(socket.getInputStream())).isEqualTo(1009);
            saying.join();
        }
    }

    @Test
    void whoeverAsksOnAndOnBySipAndProvesNothingIsClosed(Lab lab) throws Exception {
        try (var socket = open(lab.gateway(), "/v1/sip")) {
            var asking = Thread.ofVirtual().start(() -> pour(socket, frame(TEXT, OPTIONS)));
            assertThat(closeCode(socket.getInputStream())).isEqualTo(1008);
            asking.join();
        }
    }

    private static final String OPTIONS =
            """
            OPTIONS sip:127.0.0.1 SIP/2.0\r
            Via: SIP/2.0/WS there.invalid;branch=z9hG4bK-deaf\r
            Max-Forwards: 70\r
            From: <sip:deaf@there.invalid>;tag=1\r
            To: <sip:127.0.0.1>\r
            Call-ID: deaf\r
            CSeq: 1 OPTIONS\r
            Content-Length: 0\r
            \r
            """;

    private static String configuration() {
        return """
        http: {port: 0}
        sip: {port: 0}
        media: {webrtc-port: 0}
        users: {bob: {password: "red queen, off with it"}}
        routes: [{to: "600", app: builtin}]
        """;
    }

    /** So many of each kind at once; returns when all have been closed. */
    private static void deafen(Gateway gateway, int ofEach) throws Exception {
        var kinds =
                Map.of(
                        "/v1/phone", frame(TEXT, "{\"type\":\"dance\"}"),
                        "/v1/sip", frame(TEXT, "\r\n\r\n"),
                        "/v1/phone?pings", frame(PING, "x".repeat(120)));
        var all = new java.util.ArrayList<Thread>();
        var closed = new java.util.concurrent.atomic.AtomicInteger();
        for (var kind : kinds.entrySet())
            for (int i = 0; i < ofEach; i++) {
                var socket = open(gateway, kind.getKey());
                all.add(
                        Thread.ofVirtual()
                                .name(kind.getKey())
                                .start(() -> {
                                    pour(socket, kind.getValue());
                                    closed.incrementAndGet();
                                }));
            }
        Patience.await(
                "end of " + all.size() + " deaf clients", WITHIN, () -> closed.get() == all.size());
    }

    /** Says it once; nobody has to listen to all of it. */
    private static void say(Socket socket, byte[] frame) {
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException closed) {
            // The answer says why.
        }
    }

    /** Says it again and again until nobody listens any more. */
    private static void pour(Socket socket, byte[] frame) {
        var many = new byte[frame.length * 64];
        for (int i = 0; i < 64; i++)
            System.arraycopy(frame, 0, many, i * frame.length, frame.length);
        try (socket) {
            while (true) socket.getOutputStream().write(many);
        } catch (IOException closed) {
            // What was waited for.
        }
    }

    private static Socket open(Gateway gateway, String path) throws IOException {
        var origin = URI.create(gateway.origin());
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", origin.getPort()));
        socket.setSoTimeout((int) WITHIN.toMillis());
        var upgrade =
                "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                .formatted(path, origin.getAuthority(), gateway.origin())
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + (path.equals("/v1/sip") ? "Sec-WebSocket-Protocol: sip\r\n" : "")
                        + "\r\n";
        socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) throw new IOException("closed after " + head);
            head.append((char) next);
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101 ");
        return socket;
    }

    /** With a mask of noughts. */
    private static byte[] frame(int kind, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var head = head(kind, bytes.length);
        var frame = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, frame, head.length, bytes.length);
        return frame;
    }

    private static byte[] head(int kind, int length) {
        var head = java.nio.ByteBuffer.allocate(14).put((byte) kind);
        if (length < 126) head.put((byte) (MASKED | length));
        else if (length < 65_536) head.put((byte) (MASKED | 126)).putShort((short) length);
        else head.put((byte) (MASKED | 127)).putLong(length);
        return java.util.Arrays.copyOf(head.putInt(0).array(), head.position());
    }

    /** What the close frame says; frames before it are passed over (RFC 6455 §5.5.1). */
    private static int closeCode(InputStream in) throws IOException {
        var data = new java.io.DataInputStream(in);
        while (true) {
            int kind = data.readUnsignedByte();
            int length = data.readUnsignedByte();
            if (length == 126) length = data.readUnsignedShort();
            if (kind == 0x88) return data.readUnsignedShort();
            data.readNBytes(length);
        }
    }

    private static PhoneCall echo(ScriptedPhone phone, Gateway gateway) {
        var call =
                phone.dial(
                        gateway.uri("600"),
                        List.of("PCMA"),
                        Optional.of(new Digest("bob", "red queen, off with it")));
        call.rtp().say(Voice.tone(G711.PCMA, HZ));
        call.awaitAnswer(SOON);
        return call;
    }

    private static void hangUp(PhoneCall call) {
        assertThat(call.rtp().awaitTone(HZ).good()).isTrue();
        call.hangup();
    }
}
