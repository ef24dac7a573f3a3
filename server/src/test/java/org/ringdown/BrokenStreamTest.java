package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;

/** A phone's TCP connection breaks in the middle of a call: the whole program still says BYE, on a connection made anew. */
class BrokenStreamTest {
    private static final List<String> SETTINGS =
            List.of("http.port=0", "sip.port=0", "media.webrtc-port=0", "calls.max-duration=1s");

    @Test
    void aCallWhoseConnectionBrokeIsEndedOnANewOne() throws Exception {
        var outcome = ConfigurationReader.read(new Sources(Optional.empty(), Map.of(), SETTINGS));
        var running = Main.start(((Outcome.Good) outcome).configuration());
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(10_000);
            talk(running.addresses().sipTcp().orElseThrow(), listening, rtp.getLocalPort());

            try (var anew = listening.accept()) {
                anew.setSoTimeout(10_000);
                var bye = head(anew);
                assertThat(bye).startsWith("BYE sip:stranger@127.0.0.1:");
                assertThat(bye).contains("SIP/2.0/TCP");
                anew.getOutputStream().write(ok(bye).getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            running.end().run();
        }
    }

    /** Calls 600, is answered, acknowledges, and breaks the connection. */
    private static void talk(InetSocketAddress gateway, ServerSocket listening, int rtpPort)
            throws Exception {
        try (var before = new Socket(gateway.getAddress(), gateway.getPort())) {
            before.setSoTimeout(10_000);
            var sdp =
                    """
                    v=0\r
                    o=- 1 1 IN IP4 127.0.0.1\r
                    s=-\r
                    c=IN IP4 127.0.0.1\r
                    t=0 0\r
                    m=audio %d RTP/AVP 8\r
                    """
                            .formatted(rtpPort);
            var request =
                    """
                    %%s sip:600@127.0.0.1:%1$d SIP/2.0\r
                    Via: SIP/2.0/TCP 127.0.0.1:%2$d;branch=z9hG4bK%%s\r
                    From: <sip:stranger@127.0.0.1>;tag=1\r
                    To: <sip:600@127.0.0.1>%%s\r
                    Call-ID: broken\r
                    CSeq: 1 %%s\r
                    Max-Forwards: 70\r
                    Contact: <sip:stranger@127.0.0.1:%2$d;transport=tcp>\r
                    """
                            .formatted(gateway.getPort(), listening.getLocalPort());
            var out = before.getOutputStream();
            var invite = request.formatted("INVITE", "i", "", "INVITE");
            out.write(
                    (invite
                                    + "Content-Type: application/sdp\r\nContent-Length: "
                                    + sdp.length()
                                    + "\r\n\r\n"
                                    + sdp)
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = head(before);
            while (!answer.startsWith("SIP/2.0 200")) answer = head(before);
            var tag = answer.replaceAll("(?s).*\nTo:[^\r\n]*(;tag=[^\r\n;]*).*", "$1");
            var ack = request.formatted("ACK", "a", tag, "ACK") + "Content-Length: 0\r\n\r\n";
            out.write(ack.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String ok(String request) {
        var copied =
                request.lines()
                        .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq):.*"))
                        .reduce("", (all, line) -> all + line + "\r\n");
        return "SIP/2.0 200 OK\r\n" + copied + "Content-Length: 0\r\n\r\n";
    }

    /** The next message's head; a body after it is skipped. */
    private static String head(Socket socket) throws Exception {
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII),
                        1);
        var head = new StringBuilder();
        int body = 0;
        for (var line = in.readLine(); ; line = in.readLine()) {
            assertThat(line).as("after " + head).isNotNull();
            if (line.isEmpty()) break;
            if (line.toLowerCase().startsWith("content-length:"))
                body = Integer.parseInt(line.substring(15).strip());
            head.append(line).append("\n");
        }
        while (body > 0) body -= (int) in.skip(body);
        return head.toString();
    }
}
