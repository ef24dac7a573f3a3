package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks a real server over real sockets: who may ask, what each path answers, what errors look like. */
class HttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Served dev = Served.dev();
    private final Served live = Served.live();

    @AfterEach
    void close() {
        client.close();
        dev.close();
        live.close();
    }

    @Test
    void healthIsForTheAsking() throws Exception {
        assertThat(get(dev, "/livez").statusCode()).isEqualTo(200);
        assertThat(get(dev, "/readyz").statusCode()).isEqualTo(200);

        dev.ready = false;

        assertThat(get(dev, "/livez").statusCode()).isEqualTo(200);
        assertThat(get(dev, "/readyz").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/.hidden",
                "/org/ringdown/web/index.html",
                "/ringdown.js/",
                "/package-info.class"
            })
    void unknownPathsAreProblems(String path) throws Exception {
        var answer = get(dev, path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not-found\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../http/phone.schema.json",
                "/%2e%2e/http/phone.schema.json",
                "/..%2fhttp%2fphone.schema.json",
                "/a/../../x",
                "/%00",
                "/ringdown.js%00",
                "/\\..\\x",
                "//ringdown.js",
                "/%ff%fe"
            })
    void noPathLeadsOutOfTheFolder(String path) throws Exception {
        var answer =
                raw(
                        dev,
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|404) .*")
                .contains("application/problem+json")
                .doesNotContain("$schema");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        var answer = send(request(dev, "/v1/tokens").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        var answer =
                send(
                        request(dev, "/v1/phone.schema.json")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    }

    // --- Hosts ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "192.168.1.1",
                "[2001:db8::1]",
                "0.0.0.0"
            })
    void inDevModeAnotherHostIsMisdirected(String host) throws Exception {
        assertThat(
                        raw(
                                dev,
                                "GET /livez HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json")
                .contains("misdirected-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost",
                "LOCALHOST:8080",
                "[::1]:80",
                "127.9.9.9"
            })
    void inDevModeEveryNameOfThisMachineWillDo(String host) throws Exception {
        assertThat(
                        raw(
                                dev,
                                "GET /livez HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theHostIsCheckedForSocketsToo() throws Exception {
        assertThat(
                        raw(
                                dev,
                                "GET /v1/phone HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void outsideDevModeAnyHostWillDo() throws Exception {
        assertThat(
                        raw(
                                live,
                                "GET /livez HTTP/1.1\r\nHost: phone.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    // --- Origins ---

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, 200",
        "http://127.0.0.1:1, 200",
        "http://localhost, 200",
        "https://localhost:3000, 403",
        "http://localhost.evil.example, 403",
        "http://127.0.0.1.evil.example:80, 403",
        "http://127.0.0.1@evil.example, 403",
        "http://evil.example, 403",
        "null, 403",
        "'', 403",
    })
    void devModeAllowsPagesOfThisMachine(String origin, int status) throws Exception {
        var answer =
                send(
                        request(dev, "/v1/tokens")
                                .header("Origin", origin)
                                .POST(body("{\"user\":\"alice\"}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
        } else {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.body()).doesNotContain("token\":");
        }
        assertThat(answer.headers().allValues("Vary").toString())
                .contains(status == 200 ? "Origin" : "");
    }

    @Test
    void configuredOriginsAreAllowedAndNoOthers() throws Exception {
        assertThat(preflight(live, "https://shop.example").statusCode()).isEqualTo(204);
        assertThat(preflight(live, live.url("")).statusCode()).isEqualTo(204);
        assertThat(preflight(live, "https://shop.example:444").statusCode()).isEqualTo(403);
        assertThat(preflight(live, "http://shop.example").statusCode()).isEqualTo(403);
        assertThat(preflight(live, "http://localhost:3000").statusCode()).isEqualTo(403);
        assertThat(preflight(live, "null").statusCode()).isEqualTo(403);
    }

    @Test
    void aPreflightIsAnswered() throws Exception {
        var answer = preflight(dev, "http://localhost:3000");

        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:3000");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("POST");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    // --- Tokens ---

    @Test
    void devModeGivesATokenForTheAsking() throws Exception {
        var answer =
                send(
                        request(dev, "/v1/tokens")
                                .header("Content-Type", "text/plain")
                                .POST(body("{\"user\":\"alice\"}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(dev.userOf(answer.body())).isEqualTo("alice");
    }

    @Test
    void aGuestIsAFreshUserEachTime() throws Exception {
        var first = send(request(dev, "/v1/tokens").POST(body("{\"user\":\"guest\"}"))).body();
        var second = send(request(dev, "/v1/tokens").POST(body("{\"user\":\"guest\"}"))).body();

        assertThat(dev.userOf(first)).startsWith("guest:").isNotEqualTo(dev.userOf(second));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"user":"carol"}                        | 404 | unknown-user
                    {"user":"guest:1"}                      | 404 | unknown-user
                    {}                                      | 400 | user is missing
                    {"user":1}                              | 400 | user must be a string
                    {"user":"alice","ttl":601}              | 400 | ttl must be
                    {"user":"alice","ttl":0}                | 400 | ttl must be
                    {"user":"alice","ttl":"11m"}            | 400 | ttl must be
                    {"user":"alice","ttl":1.5}              | 400 | ttl must be
                    {"user":"alice","to":7}                 | 400 | to must be a list
                    {"user":"alice","to":[""]}              | 400 | to must have
                    {"user":"alice"                         | 400 | not JSON
                    {"user":"alice","user":"bob"}           | 400 | not JSON
                    []                                      | 400 | not a JSON object
                    {"user":"alice"} x                      | 400 | not JSON
                    ``                                      | 400 | not
                    """)
    void aBodyThatWillNotDoGetsAProblem(String json, int status, String says) throws Exception {
        var answer = send(request(dev, "/v1/tokens").POST(body(json)));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body())
                .contains(says)
                .doesNotContain("tools.jackson")
                .doesNotContain("at [");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":\"bob\",\"to\":\"600\",\"ttl\":\"5m\"}",
                "{\"user\":\"bob\",\"to\":[\"6??\",\"+44*\"],\"ttl\":60,\"origin\":\"http://a.example\",\"later\":null}"
            })
    void theRestOfTheBodyIsOptional(String json) throws Exception {
        assertThat(send(request(dev, "/v1/tokens").POST(body(json))).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLongIsNotRead() throws Exception {
        var answer = send(request(dev, "/v1/tokens").POST(body(" ".repeat(20_000))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void outsideDevModeAnApiKeyIsNeeded() throws Exception {
        var plain = request(live, "/v1/tokens");
        var body = body("{\"user\":\"alice\"}");

        assertThat(send(plain.POST(body)).statusCode()).isEqualTo(401);
        assertThat(send(plain.setHeader("Authorization", "Bearer wrong")).statusCode())
                .isEqualTo(401);
        assertThat(send(plain.setHeader("Authorization", "Basic " + Served.API_KEY)).statusCode())
                .isEqualTo(401);
        assertThat(send(plain.setHeader("Authorization", "Bearer " + Served.IDLE_KEY)).statusCode())
                .isEqualTo(403);
        var answer = send(plain.setHeader("Authorization", "bearer " + Served.API_KEY));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(live.userOf(answer.body())).isEqualTo("alice");
    }

    // --- Files ---

    @Test
    void scriptsAreForPagesOfEveryOrigin() throws Exception {
        var answer = get(dev, "/ringdown-test.js");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("export const ringing = true;\n");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("text/javascript;charset=utf-8");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
                .contains("cross-origin");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void aFileThatIsKnownIsNotSentAgain() throws Exception {
        var tag = get(dev, "/ringdown-test.js").headers().firstValue("ETag").orElseThrow();
        var again = send(request(dev, "/ringdown-test.js").header("If-None-Match", tag));
        var other = send(request(dev, "/ringdown-test.js").header("If-None-Match", "\"other\""));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip, deflate, br', gzip",
        "'br;q=1.0,gzip;q=0.5', gzip",
        "'gzip;q=0', ''",
        "'identity', ''",
        "'xgzip', ''"
    })
    void aFileIsZippedForThoseWhoCanUnzipIt(String accepts, String coding) throws Exception {
        var request = request(dev, "/ringdown-test.js").header("Accept-Encoding", accepts).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Encoding").orElse("")).isEqualTo(coding);
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        try (var body = coding.isEmpty() ? answer.body() : new GZIPInputStream(answer.body())) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("export const ringing");
        }
    }

    @Test
    void theSchemaIsServed() throws Exception {
        assertThat(get(dev, "/v1/phone.schema.json").body()).contains("\"media.open\"");
    }

    // --- Limits ---

    @Test
    void aHeaderThatIsTooLongIsRefusedAsAProblem() throws Exception {
        var answer =
                raw(
                        dev,
                        "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
                                + "x".repeat(20_000)
                                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
            })
    void whatIsNoRequestGetsAProblemAndNoStackTrace(String garbage) throws Exception {
        var answer = raw(dev, garbage);

        assertThat(answer)
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("jetty");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|505) .*");
    }

    @Test
    void whoTricklesARequestIsNotWaitedFor() throws Exception {
        try (var impatient = Served.awaitingRequests(Duration.ofMillis(200));
                var slow = new Socket("127.0.0.1", impatient.port())) {
            slow.setSoTimeout(10_000);
            slow.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain(" 200 ");
        }
    }

    @Test
    void whoTricklesABodyIsNotWaitedFor() throws Exception {
        try (var impatient = Served.awaitingRequests(Duration.ofMillis(300));
                var slow = new Socket("127.0.0.1", impatient.port())) {
            slow.setSoTimeout(10_000);
            var head = "POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n";
            slow.getOutputStream().write((head + "{").getBytes(StandardCharsets.US_ASCII));

            assertThat(slow.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void whoIsAnsweredBeforeTheirBodyCameIsToldThatTheConnectionEnds() throws Exception {
        try (var eager = new Socket("127.0.0.1", live.port())) {
            eager.setSoTimeout(10_000);
            var head = "POST /v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n";
            eager.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            var answer = new String(eager.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 401 ").contains("Connection: close");
        }
    }

    @Test
    void theServerDoesNotSayWhatItIsMadeOf() throws Exception {
        var headers = get(dev, "/livez").headers().map().keySet();

        assertThat(headers).doesNotContain("server", "x-powered-by");
    }

    @Test
    void aTakenPortIsABindException() {
        assertThatThrownBy(() -> Served.at(dev.port())).isInstanceOf(BindException.class);
    }

    // --- Proxies ---

    @Test
    void aTrustedProxySaysWhoAsksAndUnderWhichName() throws Exception {
        var forwarded =
                "OPTIONS /v1/tokens HTTP/1.1\r\nHost: inside\r\nConnection: close\r\nAccess-Control-Request-Method: POST\r\n"
                        + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: phone.example\r\nOrigin: https://phone.example\r\n\r\n";
        try (var behind = Served.behindProxy("127.0.0.1")) {
            assertThat(raw(behind, forwarded)).startsWith("HTTP/1.1 204 ");
        }
        try (var behind = Served.behindProxy("10.0.0.1")) {
            assertThat(raw(behind, forwarded)).startsWith("HTTP/1.1 403 ");
        }
    }

    private HttpResponse<String> preflight(Served server, String origin) throws Exception {
        return send(
                request(server, "/v1/tokens")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(Served server, String path) throws Exception {
        return send(request(server, path));
    }

    private static HttpRequest.Builder request(Served server, String path) {
        return HttpRequest.newBuilder(URI.create(server.url(path))).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    /** Bytes as no client library would send them. */
    private static String raw(Served server, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
