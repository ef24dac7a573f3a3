package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.cli.Program;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;
import org.ringdown.sip.auth.Digest;
import org.ringdown.sip.auth.DigestAlgorithm;
import org.ringdown.sip.auth.Qop;

/** Phones of which nothing but their stream is known, with real sockets and the whole program (RFC 5626). */
class PhoneFlowsTest {
    private static final List<String> SETTINGS =
            List.of("http.port=0", "sip.port=0", "media.webrtc-port=0");
    private static final String FLOW = ";+sip.instance=\"<urn:uuid:1>\";reg-id=1";

    private Program.Running running;
    private InetSocketAddress gateway;

    @BeforeEach
    void start() throws Exception {
        var outcome = ConfigurationReader.read(new Sources(Optional.empty(), Map.of(), SETTINGS));
        running = Main.start(((Outcome.Good) outcome).configuration());
        gateway = running.addresses().sipTcp().orElseThrow();
    }

    @AfterEach
    void end() {
        running.end().run();
    }

    @Test
    void aPhoneWhoseStreamIsOpenIsCalledOnItAndOneThatHasClosedItIsNot() throws Exception {
        try (var caller = new Stream("stranger")) {
            try (var bob = new Stream("bob")) {
                assertThat(bob.register(FLOW)).contains("\nRequire: outbound\n");
                caller.invite("first");
                assertThat(bob.request()).startsWith("INVITE sip:bob@192.0.2.1:");
                caller.cancel("first");
                assertThat(caller.last("first")).startsWith("SIP/2.0 487");
            }
            caller.inviteUntil(status -> status.startsWith("SIP/2.0 480"));
        }
    }

    /** The reloaded phone has another stream, and another Contact; the old stream may close when it likes. */
    @Test
    void aPhoneThatRegistersItsFlowAnewIsCalledOnTheNewOneAlone() throws Exception {
        try (var caller = new Stream("stranger");
                var before = new Stream("bob");
                var after = new Stream("bob")) {
            before.register(FLOW);
            assertThat(after.register(FLOW)).containsOnlyOnce("\nContact: ");
            caller.invite("second");
            assertThat(after.request()).startsWith("INVITE ");
            caller.cancel("second");
            assertThat(caller.last("second")).startsWith("SIP/2.0 487");
            assertThat(before.isSilent()).isTrue();
        }
    }

    /** One end of a TCP connection to the gateway, which speaks for one user. */
    private final class Stream implements AutoCloseable {
        private final String user;
        private final Socket socket = new Socket(gateway.getAddress(), gateway.getPort());
        private final BufferedReader in;
        private int tries;

        Stream(String user) throws IOException {
            this.user = user;
            socket.setSoTimeout(10_000);
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII),
                            1);
        }

        /** The 200 to a REGISTER that proves the password, which is the name. */
        String register(String param) throws IOException {
            send(register(1, param, ""));
            var challenge = head();
            var nonce = challenge.replaceAll("(?s).*nonce=\"([^\"]*)\".*", "$1");
            var realm = challenge.replaceAll("(?s).*realm=\"([^\"]*)\".*", "$1");
            var uri = "sip:" + gateway.getAddress().getHostAddress();
            var response =
                    Digest.response(
                            DigestAlgorithm.MD5,
                            Digest.ha1(DigestAlgorithm.MD5, user, realm, user),
                            new Digest.Freshness(nonce, 1, "c"),
                            Qop.AUTH,
                            Digest.Subject.of("REGISTER", uri));
            send(
                    register(
                            2,
                            param,
                            "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", "
                                            .formatted(user, realm, nonce, uri)
                                    + "algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\", response=\"%s\"\r\n"
                                            .formatted(response)));
            var answer = head();
            assertThat(answer).startsWith("SIP/2.0 200");
            return answer;
        }

        private String register(int number, String param, String authorization) {
            return request("REGISTER sip:" + gateway.getAddress().getHostAddress(), user)
                    + "To: <sip:%s@127.0.0.1>\r\nCall-ID: %s\r\nCSeq: %d REGISTER\r\n"
                            .formatted(user, socket.getLocalPort(), number)
                    + "Contact: <sip:%s@192.0.2.1:%d;transport=tcp>%s\r\nSupported: outbound\r\n"
                            .formatted(user, socket.getLocalPort(), param)
                    + authorization
                    + "Content-Length: 0\r\n\r\n";
        }

        private String request(String line, String from) {
            return line
                    + " SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK%s-%d\r\n"
                            .formatted(from, tries++)
                    + "From: <sip:%s@127.0.0.1>;tag=1\r\nMax-Forwards: 70\r\n".formatted(from);
        }

        void invite(String callId) throws IOException {
            send(toBob("INVITE", callId, tries));
        }

        /** The same branch as its INVITE's, which was the request before. */
        void cancel(String callId) throws IOException {
            send(toBob("CANCEL", callId, tries - 1));
        }

        private String toBob(String method, String callId, int branch) {
            tries = branch;
            return request("%s sip:bob@127.0.0.1:%d".formatted(method, gateway.getPort()), user)
                    + "To: <sip:bob@127.0.0.1>\r\nCall-ID: %s\r\nCSeq: 1 %s\r\n"
                            .formatted(callId, method)
                    + "Contact: <sip:%s@192.0.2.1;transport=tcp>\r\nContent-Length: 0\r\n\r\n"
                            .formatted(user);
        }

        /** Calls bob again and again, until the last word is the right one: that a stream has closed takes a moment to be noticed. */
        void inviteUntil(java.util.function.Predicate<String> right) throws IOException {
            for (int i = 0; i < 100; i++) {
                invite("try" + i);
                if (right.test(last("try" + i))) return;
            }
            throw new AssertionError("bob was there all the time");
        }

        /** The final response to an INVITE. */
        String last(String callId) throws IOException {
            while (true) {
                var head = head();
                if (!head.contains("\nCall-ID: " + callId) || !head.contains(" INVITE\n")) continue;
                if (!head.startsWith("SIP/2.0 1")) return head;
            }
        }

        /** The next request that comes, answered by nobody. */
        String request() throws IOException {
            return head();
        }

        boolean isSilent() throws IOException {
            return socket.getInputStream().available() == 0;
        }

        private void send(String message) throws IOException {
            socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
        }

        /** The next message's head; a body after it is skipped. */
        private String head() throws IOException {
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

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
