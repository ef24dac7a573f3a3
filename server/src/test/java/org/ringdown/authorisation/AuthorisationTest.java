package org.ringdown.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.authorisation.SipOutsider.header;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.Started;
import org.ringdown.authorisation.SipOutsider.Request;
import org.ringdown.config.ConfigurationReader.Sources;

/**
 * What outsiders try, each with the answer that SECURITY.md promises, by its number there: on the whole program, outside of dev mode, over real
 * sockets. What takes a network under control is proved in {@code org.ringdown.simulation}.
 */
@DisplayName("Authorisation")
class AuthorisationTest {
    private static final String PASSWORD = "white rabbit, late again";
    private static final String SHOP = "https://shop.example";
    private static final String BUTTONS = "https://button.example";
    private static final String MAKES_TOKENS = "an api key that makes tokens, and nothing else";
    private static final String PBX = "127.0.0.3";
    private static final String TRUNK_REALM = "pbx.example";

    @TempDir static Path folder;

    private static final Forger FORGER = new Forger();
    private static Started gateway;
    private static WebVisitor visitor;
    private static SipOutsider pbx;

    @BeforeAll
    static void start() throws Exception {
        int port = free();
        var yaml =
                """
                http: {port: 0, origins: ["%s"]}
                sip: {port: 0}
                users:
                  alice: {password: "%s"}
                  bob: {password: "%s"}
                tokens: {keys: {k1: {key: "%s"}, k2: {key-file: k2.pem}}}
                api-keys: {crm: {key: "%s", may: [tokens]}}
                buttons: {sales: {to: "600", origins: ["%s"]}}
                trunks: {pbx: {uri: "sip:%s:%d", username: us, password: "a secret of the trunk", realm: %s, watch: off}}
                routes: [{to: "6??", app: builtin}, {to: "+44*", trunk: pbx}]
                """
                        .formatted(
                                SHOP,
                                PASSWORD,
                                PASSWORD,
                                Forger.SECRET,
                                MAKES_TOKENS,
                                BUTTONS,
                                PBX,
                                port,
                                TRUNK_REALM);
        Files.writeString(folder.resolve("k2.pem"), FORGER.key());
        var file = Files.writeString(folder.resolve("ringdown.yaml"), yaml);
        gateway =
                Started.with(
                        new Sources(Optional.of(file), Map.of(), List.of("media.webrtc-port=0")));
        visitor = new WebVisitor("127.0.0.1", gateway.http().getPort());
        pbx = new SipOutsider(PBX, port, gateway.sip());
    }

    @AfterAll
    static void end() {
        pbx.close();
        visitor.close();
        gateway.close();
    }

    private static int free() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getByName(PBX))) {
            return socket.getLocalPort();
        }
    }

    @Nested
    @DisplayName("Tokens")
    class Tokens {
        @Test
        @DisplayName("0 · an honest one is welcome")
        void honest() throws Exception {
            shown(FORGER.honest(), "welcome");
        }

        @Test
        @DisplayName("1 · no algorithm: token-invalid")
        void none() throws Exception {
            shown(FORGER.withoutAlgorithm(), "token-invalid");
        }

        @Test
        @DisplayName("2 · RS256 under the name of a secret: token-invalid")
        void rsa() throws Exception {
            shown(FORGER.byRsa(), "token-invalid");
        }

        @Test
        @DisplayName("3 · a public key used as a secret: token-invalid")
        void publicKey() throws Exception {
            shown(FORGER.byThePublicKeyAsSecret(), "token-invalid");
        }

        @Test
        @DisplayName("4 · a blank signature, r = s = 0: token-invalid")
        void blank() throws Exception {
            shown(FORGER.withABlankSignature(), "token-invalid");
        }

        @Test
        @DisplayName("5 · expired: token-expired")
        void expired() throws Exception {
            shown(FORGER.saying("exp", Forger.in(-61)), "token-expired");
        }

        @Test
        @DisplayName("6 · good for longer than ten minutes: token-invalid")
        void tooLong() throws Exception {
            shown(FORGER.saying("exp", Forger.in(700)), "token-invalid");
        }

        @Test
        @DisplayName("7 · not yet good: token-invalid")
        void notYet() throws Exception {
            shown(FORGER.saying("nbf", Forger.in(120)), "token-invalid");
        }

        @Test
        @DisplayName("8 · a button's, a second time: token-invalid")
        void replayed() throws Exception {
            var token = buttonToken();
            try (var first = visitor.open(Map.of("Origin", BUTTONS));
                    var second = visitor.open(Map.of("Origin", BUTTONS))) {
                first.hello(token);
                assertThat(first.verdict("welcome")).isEqualTo("welcome");
                second.hello(token);
                assertThat(second.verdict("welcome")).isEqualTo("token-invalid");
            }
        }

        @Test
        @DisplayName("9 · for somebody else (aud): token-invalid")
        void audience() throws Exception {
            shown(FORGER.saying("aud", "another"), "token-invalid");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"iss", "jti", "sub", "exp", "aud"})
        @DisplayName("10 · without a claim: token-invalid")
        void missing(String claim) throws Exception {
            shown(FORGER.saying(claim), "token-invalid");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"../../etc/passwd", "https://evil.example/key", "/dev/null", "K1"})
        @DisplayName(
                "11 · a key's name that is a path or a URL: token-invalid, and nothing is fetched")
        void path(String kid) throws Exception {
            shown(FORGER.naming(kid), "token-invalid");
        }

        @Test
        @DisplayName("12 · a key that nobody knows: token-invalid")
        void unknownKey() throws Exception {
            shown(FORGER.naming("k3"), "token-invalid");
        }

        @Test
        @DisplayName(
                "13 · a fresh one of another user, in mid-session: ignored, the page stays alice's")
        void another() throws Exception {
            try (var page = visitor.open(Map.of("Origin", SHOP))) {
                page.hello(FORGER.honest());
                page.await("welcome");
                page.say(Map.of("type", "token", "token", FORGER.saying("sub", "bob")));
                page.say(Map.of("type", "register", "on", true));
                page.say(Map.of("type", "message", "ref", "1", "to", "alice", "body", "who am I"));
                assertThat(page.await("message").path("from").asString()).contains("alice");
            }
        }

        @Test
        @DisplayName("14 · bound to another origin: origin-not-allowed")
        void bound() throws Exception {
            shown(FORGER.saying("origin", "https://elsewhere.example"), "origin-not-allowed");
        }

        private void shown(String token, String verdict) throws Exception {
            try (var page = visitor.open(Map.of("Origin", SHOP))) {
                page.hello(token);
                assertThat(page.verdict("welcome")).isEqualTo(verdict);
            }
        }
    }

    @Nested
    @DisplayName("Origins and hosts")
    class Origins {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "15 · foreign: 403, https://evil.example",
            "16 · null: 403, null",
            "17 · ours as a prefix: 403, https://shop.example.evil.example",
            "17 · ours as a suffix: 403, https://evilshop.example",
            "18 · another scheme: 403, http://shop.example",
            "18 · another port: 403, https://shop.example:8443"
        })
        void refused(String name, String origin) throws Exception {
            assertThat(visitor.upgrade(Map.of("Origin", origin))).isEqualTo(403);
            var answer = visitor.ask("POST", "/v1/tokens", "{}", Map.of("Origin", origin));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("origin-not-allowed");
        }

        @Test
        @DisplayName("19 · none at all, at a page's socket: 403")
        void missing() throws Exception {
            assertThat(visitor.upgrade(Map.of())).isEqualTo(403);
            assertThat(visitor.upgrade(Map.of("Origin", SHOP))).isEqualTo(101);
        }

        @Test
        @DisplayName("20 · a user's token on a page that may show buttons only: origin-not-allowed")
        void onlyButtons() throws Exception {
            try (var page = visitor.open(Map.of("Origin", BUTTONS))) {
                page.hello(FORGER.honest());
                assertThat(page.verdict("welcome")).isEqualTo("origin-not-allowed");
            }
        }

        @Test
        @DisplayName("21 · in dev mode, another name for this machine (DNS rebinding): 421")
        void rebinding() throws Exception {
            var sets = List.of("http.port=0", "sip.port=0", "media.webrtc-port=0");
            try (var dev = Started.with(new Sources(Optional.empty(), Map.of(), sets))) {
                assertThat(dev.statusUnder("evil.example")).isEqualTo(421);
                assertThat(dev.statusUnder("127.0.0.1")).isEqualTo(200);
            }
        }
    }

    @Nested
    @DisplayName("API keys")
    class Keys {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "22 · none: 401, '', POST, /v1/tokens, 401",
            "23 · a wrong one: 401, Bearer guess, POST, /v1/tokens, 401",
            "23 · the same as a password: 401, Basic Y3JtOmNybQ==, POST, /v1/tokens, 401",
            "24 · one that may not: 403, KEY, GET, /v1/calls, 403",
            "24 · one that may not: 403, KEY, POST, /v1/stops/everything, 403",
            "24 · one that may not: 403, KEY, POST, /v1/calls, 403",
            "24 · one that may not: 403, KEY, POST, /v1/calls/c1/streams, 403",
        })
        void refused(String name, String key, String method, String path, int status)
                throws Exception {
            var shown = key.replace("KEY", "Bearer " + MAKES_TOKENS);
            var headers =
                    shown.isEmpty() ? Map.<String, String>of() : Map.of("Authorization", shown);
            assertThat(visitor.ask(method, path, "{\"user\":\"alice\"}", headers).status())
                    .isEqualTo(status);
        }
    }

    @Nested
    @DisplayName("Buttons")
    class Buttons {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "https://evil.example",
            "https://shop.example",
            "https://button.example.evil.example",
            "null"
        })
        @DisplayName("25 · its token for a page that may not show it: 403")
        void origin(String origin) throws Exception {
            var answer =
                    visitor.ask("POST", "/v1/buttons/sales/token", "", Map.of("Origin", origin));
            assertThat(answer.status()).isEqualTo(403);
        }

        @Test
        @DisplayName("26 · another destination than its own: destination-not-allowed")
        void destination() throws Exception {
            try (var page = visitor.open(Map.of("Origin", BUTTONS))) {
                page.hello(buttonToken());
                page.await("welcome");
                for (var to : List.of("600", "+441234", "alice", "112", "sip:x@evil.example")) {
                    page.say(call(to));
                    assertThat(page.verdict("calling")).as(to).isEqualTo("destination-not-allowed");
                }
                page.say(call("sales"));
                assertThat(page.verdict("calling")).isEqualTo("calling");
            }
        }

        @Test
        @DisplayName("27 · pressed more often than anybody would: 429")
        void rate() throws Exception {
            try (var hasty = new WebVisitor("127.0.0.2", gateway.http().getPort())) {
                var answers = new ArrayList<Integer>();
                for (int i = 0; i < 30; i++) answers.add(press(hasty, "10.0.0." + i));
                assertThat(answers.getFirst()).isEqualTo(200);
                assertThat(answers.getLast()).isEqualTo(429);
            }
        }

        /** @param invented where it says that it comes from */
        private int press(WebVisitor by, String invented) throws Exception {
            var headers = Map.of("Origin", BUTTONS, "X-Forwarded-For", invented);
            return by.ask("POST", "/v1/buttons/sales/token", "", headers).status();
        }

        private Map<String, Object> call(String to) {
            return Map.of(
                    "type", "call", "ref", to, "to", to, "m", "m1", "codecs", List.of("PCMA/8000"));
        }
    }

    @Nested
    @DisplayName("Signing in")
    class SigningIn {
        @Test
        @DisplayName(
                "28 · a name that exists, and one that does not: 401, the same words in the same time")
        void enumeration() throws Exception {
            assertThat(signIn("bob")).isEqualTo(signIn("nobody"));
            assertThat(signIn("bob").status()).isEqualTo(401);
        }

        @Test
        @DisplayName("29 · guessing: 429, also for a name that does not exist")
        void throttled() throws Exception {
            for (var name : List.of("carol", "dave")) {
                for (int i = 0; i < 5; i++) signIn(name);
                assertThat(signIn(name).status()).isEqualTo(429);
            }
        }

        private WebVisitor.Answer signIn(String name) throws Exception {
            return visitor.ask(
                    "POST",
                    "/v1/session",
                    "{\"user\":\"%s\",\"password\":\"a guess\"}".formatted(name),
                    Map.of());
        }
    }

    @Nested
    @DisplayName("SIP")
    class Sip {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "MESSAGE, 401",
            "SUBSCRIBE, 401",
            "REGISTER, 401",
            "INVITE, 401",
            "NOTIFY, 481",
            "INFO, 481",
            "UPDATE, 481",
            "BYE, 481",
            "REFER, 481",
            "PUBLISH, 405",
            "FOO, 501"
        })
        @DisplayName("30 · methods of a stranger: none is taken")
        void methods(String method, int status) throws Exception {
            try (var stranger = outsider()) {
                for (var name : List.of("alice", "nobody"))
                    assertThat(
                                    stranger.ask(
                                            Request.of(method, name, "bob")
                                                    .with("Event: presence")))
                            .startsWith("SIP/2.0 " + status + " ");
            }
        }

        @Test
        @DisplayName("31 · a name that exists, and one that does not: the same answer")
        void enumeration() throws Exception {
            try (var stranger = outsider()) {
                var known = guess(stranger, "bob");
                assertThat(known).isEqualTo(guess(stranger, "nobody")).startsWith("SIP/2.0 401 ");
            }
        }

        /** What is said to a wrong password, without what is new each time. */
        private String guess(SipOutsider stranger, String name) throws Exception {
            return stranger.askAs(name, "a guess", Request.of("REGISTER", name, name))
                    .replaceAll("nonce=\"[^\"]*\"", "nonce")
                    .replaceAll("(?m)^(Via|From|To|Call-ID|CSeq): .*$", "$1");
        }

        @Test
        @DisplayName("32 · registering a phone for another user: 403")
        void hijack() throws Exception {
            try (var bob = outsider()) {
                assertThat(bob.askAs("bob", PASSWORD, Request.of("REGISTER", "bob", "alice")))
                        .startsWith("SIP/2.0 403 ");
            }
        }

        @Test
        @DisplayName(
                "33 · a Contact that leads to a third party: whoever registered is called, where the REGISTER came from")
        void contact() throws Exception {
            try (var bob = outsider();
                    var victim = outsider();
                    var alice = outsider()) {
                var elsewhere = "Contact: <sip:bob@127.0.0.1:%d>".formatted(victim.port());
                var register = Request.of("REGISTER", "bob", "bob").with(elsewhere);
                assertThat(bob.askAs("bob", PASSWORD, register)).startsWith("SIP/2.0 200 ");
                var invite = Request.invite("alice", "bob");
                var proof = alice.proof("alice", PASSWORD, invite, alice.ask(invite), 1);
                var call = alice.send(invite, proof);
                bob.answer(bob.request("INVITE"), "486 Busy Here", "", "");
                assertThat(alice.last(call)).startsWith("SIP/2.0 486 ");
                assertThat(victim.unread()).isEmpty();
                bob.askAs("bob", PASSWORD, register.with("Expires: 0"));
            }
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"INVITE", "MESSAGE", "SUBSCRIBE"})
        @DisplayName("34 · a spoofed From, with a proof of somebody else: 403")
        void from(String method) throws Exception {
            try (var bob = outsider()) {
                var request = Request.of(method, "alice", "bob").with("Event: presence");
                assertThat(bob.askAs("bob", PASSWORD, request)).startsWith("SIP/2.0 403 ");
            }
        }

        @Test
        @DisplayName(
                "35 · a spoofed P-Asserted-Identity: the far end is told who has proved to call")
        void asserted() throws Exception {
            try (var alice = outsider()) {
                var invite =
                        Request.invite("alice", "+44123")
                                .with("P-Asserted-Identity: <sip:boss@bank.example>")
                                .with("Remote-Party-ID: <sip:boss@bank.example>");
                var call = alice.send(invite, proof(alice, invite));
                var told = pbx.request("INVITE");
                assertThat(told).doesNotContain("boss", "bank.example");
                pbx.answer(told, "486 Busy Here", "", "");
                assertThat(alice.last(call)).startsWith("SIP/2.0 486 ");
            }
        }

        @Test
        @DisplayName("36 · the same proof a second time (same nc): 401")
        void replay() throws Exception {
            try (var alice = outsider()) {
                var register = Request.of("REGISTER", "alice", "alice").with("Expires: 0");
                var proof = alice.proof("alice", PASSWORD, register, alice.ask(register), 1);
                assertThat(alice.last(alice.send(register, proof))).startsWith("SIP/2.0 200 ");
                assertThat(alice.last(alice.send(register, proof))).startsWith("SIP/2.0 401 ");
            }
        }

        @Test
        @DisplayName("37 · a proof that is carried to another address: 401")
        void carried() throws Exception {
            try (var alice = outsider();
                    var thief = new SipOutsider("127.0.0.2", 0, gateway.sip())) {
                var register = Request.of("REGISTER", "alice", "alice");
                var proof = alice.proof("alice", PASSWORD, register, alice.ask(register), 1);
                assertThat(thief.last(thief.send(register, proof))).startsWith("SIP/2.0 401 ");
            }
        }

        @Test
        @DisplayName(
                "38 · a far end that asks for the trunk's password (digest leak): it gets none, the call fails")
        void leak() throws Exception {
            try (var bob = outsider();
                    var alice = outsider()) {
                var register = Request.of("REGISTER", "bob", "bob");
                assertThat(bob.askAs("bob", PASSWORD, register)).startsWith("SIP/2.0 200 ");
                var invite = Request.invite("alice", "bob");
                var call = alice.send(invite, proof(alice, invite));
                bob.answer(
                        bob.request("INVITE"),
                        "407 Proxy Authentication Required",
                        challenge(1),
                        "");
                assertThat(alice.last(call)).startsWith("SIP/2.0 403 ");
                bob.request("ACK");
                assertThat(bob.unread()).noneMatch(said -> said.contains("Authorization"));
                bob.askAs("bob", PASSWORD, register.with("Expires: 0"));
            }
        }

        @Test
        @DisplayName(
                "39 · a trunk that is never content (nonce loop): two rounds, then the call fails")
        void loop() throws Exception {
            try (var alice = outsider()) {
                var invite = Request.invite("alice", "+44999");
                var call = alice.send(invite, proof(alice, invite));
                int asked = 0;
                for (int round = 1; round <= 3; round++) {
                    var told = pbx.request("INVITE");
                    if (told.contains("Proxy-Authorization: ")) asked++;
                    pbx.answer(told, "407 Proxy Authentication Required", challenge(round), "");
                    pbx.request("ACK");
                }
                assertThat(asked).isEqualTo(2);
                assertThat(alice.last(call)).startsWith("SIP/2.0 403 ");
                assertThat(pbx.unread()).noneMatch(said -> said.startsWith("INVITE"));
            }
        }

        @Test
        @DisplayName("40 · a REFER beyond what its sender may dial: 403, and the call goes on")
        void refer() throws Exception {
            try (var alice = outsider()) {
                var invite = Request.invite("alice", "600");
                var answer = alice.last(alice.send(invite, proof(alice, invite)));
                assertThat(answer).startsWith("SIP/2.0 200 ");
                int number = Integer.parseInt(header(answer, "CSeq").replaceAll(" .*", ""));
                alice.send(alice.within(answer, "ACK", number, ""));
                alice.send(
                        alice.within(
                                answer,
                                "REFER",
                                number + 1,
                                "Refer-To: <sip:+900666@%s>\r\n".formatted(here())));
                assertThat(alice.last(header(answer, "Call-ID"))).startsWith("SIP/2.0 403 ");
                alice.send(alice.within(answer, "BYE", number + 2, ""));
                assertThat(alice.last(header(answer, "Call-ID"))).startsWith("SIP/2.0 200 ");
            }
        }

        private String challenge(int round) {
            return "Proxy-Authenticate: Digest realm=\"%s\", nonce=\"n%d\", stale=true, algorithm=MD5, qop=\"auth\"\r\n"
                    .formatted(TRUNK_REALM, round);
        }

        private String proof(SipOutsider of, Request request) throws Exception {
            return of.proof("alice", PASSWORD, request, of.ask(request), 1);
        }

        private String here() {
            return "127.0.0.1:" + gateway.sip().getPort();
        }

        private SipOutsider outsider() throws Exception {
            return new SipOutsider("127.0.0.1", 0, gateway.sip());
        }
    }

    private static String buttonToken() throws Exception {
        var answer = visitor.ask("POST", "/v1/buttons/sales/token", "", Map.of("Origin", BUTTONS));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("token").asString();
    }
}
