package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.cli.Program;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;

/** The whole program on IPv6: a phone at ::1 calls, hears its echo and is told addresses that it can use. */
class Ipv6Test {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("::1");

    @Test
    void aPhoneOnIpv6HearsItsEcho() throws Exception {
        var running = start("sip.host=::1");
        try (var sip = new DatagramSocket(0, LOOPBACK);
                var rtp = new DatagramSocket(0, LOOPBACK)) {
            sip.setSoTimeout(10_000);
            rtp.setSoTimeout(10_000);
            var gateway = running.addresses().sipUdp().orElseThrow();

            send(sip, gateway, invite(gateway.getPort(), sip.getLocalPort(), rtp.getLocalPort()));
            var answer = receive(sip);
            while (!answer.startsWith("SIP/2.0 200")) {
                assertThat(answer).startsWith("SIP/2.0 1");
                answer = receive(sip);
            }

            assertThat(answer).contains("c=IN IP6 0:0:0:0:0:0:0:1");
            assertThat(answer).containsPattern("Contact: <sip:[^@]+@\\[0:0:0:0:0:0:0:1]:\\d+>");
            assertThat(answer).containsPattern("Via: [^\r\n]*received=(::1|0:0:0:0:0:0:0:1)");
            int port = Integer.parseInt(answer.replaceAll("(?s).*m=audio (\\d+) .*", "$1"));
            var there = new InetSocketAddress(LOOPBACK, port);
            assertThat(echo(rtp, there)).isTrue();
        } finally {
            running.end().run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void oneGatewayServesBothFamilies(String literal) throws Exception {
        // "::" would be refused in dev mode, which is for this machine alone.
        var file = java.nio.file.Files.createTempFile("ringdown", ".yaml");
        java.nio.file.Files.writeString(
                file, "sip: {host: \"::\", port: 0}\nhttp: {port: off}\nmedia: {webrtc-port: 0}\n");
        var running = start(new Sources(Optional.of(file), Map.of(), List.of()));
        var host = InetAddress.ofLiteral(literal);
        int port = running.addresses().sipUdp().orElseThrow().getPort();
        try (var phone = new DatagramSocket(0, host);
                var stream = new Socket(host, port)) {
            phone.setSoTimeout(10_000);
            stream.setSoTimeout(10_000);
            send(phone, new InetSocketAddress(host, port), options("UDP", phone.getLocalPort()));
            stream.getOutputStream()
                    .write(options("TCP", 5060).getBytes(StandardCharsets.US_ASCII));

            assertThat(receive(phone)).startsWith("SIP/2.0 ");
            assertThat(new String(stream.getInputStream().readNBytes(8), StandardCharsets.US_ASCII))
                    .isEqualTo("SIP/2.0 ");
        } finally {
            running.end().run();
            java.nio.file.Files.delete(file);
        }
    }

    /** Each far end is told an address of the family by which it is reached, and hears itself there. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, c=IN IP4 ", "::1, c=IN IP6 "})
    void oneGatewayTalksWithBothFamilies(String literal, String connection) throws Exception {
        var file = java.nio.file.Files.createTempFile("ringdown", ".yaml");
        java.nio.file.Files.writeString(
                file,
                """
                sip: {host: "::", port: 0}
                http: {port: off}
                media: {webrtc-port: 0}
                trunks: {pbx: {uri: "sip:[::1]", allow: ["::1", 127.0.0.1], watch: off}}
                routes: [{to: "600", from: pbx, app: builtin}]
                """);
        var running = start(new Sources(Optional.of(file), Map.of(), List.of()));
        var host = InetAddress.ofLiteral(literal);
        int port = running.addresses().sipUdp().orElseThrow().getPort();
        try (var sip = new DatagramSocket(0, host);
                var rtp = new DatagramSocket(0, host)) {
            sip.setSoTimeout(10_000);
            var gateway = new InetSocketAddress(host, port);
            var ours = invite(literal, port, sip.getLocalPort(), rtp.getLocalPort());
            send(sip, gateway, ours);
            var answer = receive(sip);
            while (answer.startsWith("SIP/2.0 1")) answer = receive(sip);

            assertThat(answer).startsWith("SIP/2.0 200").contains(connection);
            int media = Integer.parseInt(answer.replaceAll("(?s).*m=audio (\\d+) .*", "$1"));
            assertThat(echo(rtp, new InetSocketAddress(host, media))).isTrue();
        } finally {
            running.end().run();
            java.nio.file.Files.delete(file);
        }
    }

    private static Program.Running start(String... settings) throws Exception {
        var all = new ArrayList<>(List.of("http.port=0", "sip.port=0", "media.webrtc-port=0"));
        all.addAll(List.of(settings));
        return start(new Sources(Optional.empty(), Map.of(), all));
    }

    private static Program.Running start(Sources sources) throws Exception {
        var outcome = ConfigurationReader.read(sources);
        assertThat(outcome).isInstanceOf(Outcome.Good.class);
        return Main.start(((Outcome.Good) outcome).configuration());
    }

    /** Whether one of fifty packets of silence comes back. */
    private static boolean echo(DatagramSocket rtp, InetSocketAddress there) throws Exception {
        var packet = new byte[172];
        packet[0] = (byte) 0x80;
        packet[1] = 8;
        for (int i = 12; i < packet.length; i++) packet[i] = (byte) 0xd5;
        rtp.setSoTimeout(20);
        for (int i = 0; i < 500; i++) {
            packet[3] = (byte) i;
            packet[2] = (byte) (i >> 8);
            int timestamp = i * 160;
            packet[7] = (byte) timestamp;
            packet[6] = (byte) (timestamp >> 8);
            packet[5] = (byte) (timestamp >> 16);
            rtp.send(new DatagramPacket(packet, packet.length, there));
            try {
                rtp.receive(new DatagramPacket(new byte[2_000], 2_000));
                return true;
            } catch (java.net.SocketTimeoutException notYet) {
                // twenty milliseconds have passed: the next packet is due
            }
        }
        return false;
    }

    private static String invite(int gateway, int sip, int rtp) {
        return invite("::1", gateway, sip, rtp);
    }

    private static String invite(String host, int gateway, int sip, int rtp) {
        boolean v6 = host.contains(":");
        var address = (v6 ? "IN IP6 " : "IN IP4 ") + host;
        var us = v6 ? "[" + host + "]" : host;
        var sdp =
                """
                v=0\r
                o=- 1 1 %1$s\r
                s=-\r
                c=%1$s\r
                t=0 0\r
                m=audio %2$d RTP/AVP 8\r
                """
                        .formatted(address, rtp);
        return """
        INVITE sip:600@%1$s:%2$d SIP/2.0\r
        Via: SIP/2.0/UDP %1$s:%3$d;branch=z9hG4bKi;rport\r
        From: <sip:stranger@%1$s>;tag=1\r
        To: <sip:600@%1$s>\r
        Call-ID: v6\r
        CSeq: 1 INVITE\r
        Max-Forwards: 70\r
        Contact: <sip:stranger@%1$s:%3$d>\r
        Content-Type: application/sdp\r
        Content-Length: %4$d\r
        \r
        %5$s\
        """
                .formatted(us, gateway, sip, sdp.length(), sdp);
    }

    private static String options(String transport, int port) {
        return """
        OPTIONS sip:gateway SIP/2.0\r
        Via: SIP/2.0/%s [::1]:%d;branch=z9hG4bKo;rport\r
        From: <sip:t@example.com>;tag=1\r
        To: <sip:gateway>\r
        Call-ID: o\r
        CSeq: 1 OPTIONS\r
        Max-Forwards: 70\r
        Content-Length: 0\r
        \r
        """
                .formatted(transport, port);
    }

    private static void send(DatagramSocket socket, InetSocketAddress to, String text)
            throws Exception {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String receive(DatagramSocket socket) throws Exception {
        var packet = new DatagramPacket(new byte[8_192], 8_192);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }
}
