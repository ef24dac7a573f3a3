package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** Whoever tries names and numbers on us learns nothing, not even by the clock, and leaves nothing behind. */
@Scenario
class ScannerTest {
    private static final int ROUNDS = 1500;
    private static final int WARM_UP = 500;
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    @Test
    void aNameThatExistsAndOneThatDoesNotTakeTheSameTime(Lab lab) throws IOException {
        try (var scanner = new Scanner(lab.gateway().sip().getPort())) {
            var known = new ArrayList<Long>();
            var unknown = new ArrayList<Long>();
            for (int i = 0; i < ROUNDS; i++) {
                // In turn, so that whatever else the machine does falls on both.
                var bob = scanner.guess("bob");
                var bub = scanner.guess("bub");
                if (i < WARM_UP) continue;
                known.add(bob);
                unknown.add(bub);
            }
            long middle = Math.min(quantile(known, 0.5), quantile(unknown, 0.5));
            // The fastest are those that nothing else has disturbed.
            for (var share : List.of(0.1, 0.25, 0.5))
                assertThat(Math.abs(quantile(known, share) - quantile(unknown, share)))
                        .as("nanoseconds between the two at %s, of %d in the middle", share, middle)
                        .isLessThan(Math.max(100_000, middle / 10));
        }
    }

    private static long quantile(List<Long> values, double share) {
        return values.stream().sorted().toList().get((int) (share * values.size()));
    }

    @Test
    void scannerTraffic(Lab lab) throws IOException {
        var gateway = lab.gateway();
        int ports = gateway.footprint().udpPorts().size();
        try (var scanner = new Scanner(gateway.sip().getPort())) {
            for (int number = 100; number < 600; number++) {
                assertThat(scanner.ask("REGISTER", "" + number, "")).startsWith("SIP/2.0 401 ");
                assertThat(scanner.ask("INVITE", "9011972592" + number, ""))
                        .startsWith("SIP/2.0 4");
                assertThat(scanner.ask("OPTIONS", "" + number, "")).doesNotContain("bob", "alice");
                assertThat(scanner.ask("SUBSCRIBE", "" + number, "")).startsWith("SIP/2.0 4");
            }
        }
        assertThat(gateway.footprint().udpPorts()).hasSize(ports);
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("600");
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    /** Somebody who asks one thing after the other, and has many addresses: each is heard for a while only. */
    private static final class Scanner implements AutoCloseable {
        private static final int FROM_ONE_ADDRESS = 200;

        private final int gateway;
        private DatagramSocket socket;
        private int asked;

        Scanner(int gateway) throws IOException {
            this.gateway = gateway;
            this.socket = from(0);
        }

        private DatagramSocket from(int number) throws IOException {
            byte[] address = {127, 3, 0, (byte) (1 + number / FROM_ONE_ADDRESS)};
            var opened = new DatagramSocket(0, InetAddress.getByAddress(address));
            opened.connect(InetAddress.getLoopbackAddress(), gateway);
            opened.setSoTimeout(2000);
            return opened;
        }

        /** How long the answer to a wrong password for {@code name} takes, in nanoseconds. */
        long guess(String name) throws IOException {
            var nonce = NONCE.matcher(ask("REGISTER", name, ""));
            assertThat(nonce.find()).isTrue();
            var proof =
                    "Authorization: Digest username=\"%s\", realm=\"ringdown\", nonce=\"%s\", uri=\"sip:127.0.0.1\", response=\"%s\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"x\"\r\n"
                            .formatted(name, nonce.group(1), "0".repeat(32));
            long start = System.nanoTime();
            var answer = ask("REGISTER", name, proof);
            long took = System.nanoTime() - start;
            assertThat(answer).startsWith("SIP/2.0 401 ");
            return took;
        }

        /** The final answer. */
        String ask(String method, String user, String more) throws IOException {
            int number = ++asked;
            if (number % FROM_ONE_ADDRESS == 0) {
                socket.close();
                socket = from(number);
            }
            var text =
                    """
                    %1$s sip:%2$s127.0.0.1:%3$d SIP/2.0\r
                    Via: SIP/2.0/UDP 127.0.0.1:%4$d;branch=z9hG4bK-%5$d\r
                    Max-Forwards: 70\r
                    From: <sip:%6$s@127.0.0.1>;tag=t%5$d\r
                    To: <sip:%6$s@127.0.0.1>\r
                    Call-ID: %5$d@scanner\r
                    CSeq: 1 %1$s\r
                    Contact: <sip:%6$s@127.0.0.1:%4$d>\r
                    Event: presence\r
                    User-Agent: friendly-scanner\r
                    %7$sContent-Length: 0\r
                    \r
                    """
                            .formatted(
                                    method,
                                    method.equals("REGISTER") ? "" : user + "@",
                                    socket.getPort(),
                                    socket.getLocalPort(),
                                    number,
                                    user,
                                    more);
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(bytes, bytes.length));
            while (true) {
                var answer = receive();
                boolean ours = answer.contains("\r\nCall-ID: " + number + "@scanner\r\n");
                if (ours && !answer.startsWith("SIP/2.0 1")) return answer;
            }
        }

        private String receive() throws IOException {
            var packet = new DatagramPacket(new byte[4000], 4000);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no answer", e);
            }
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
