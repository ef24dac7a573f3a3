package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/** The programs of docs/guides/tokens.md, as they stand there: the gateway takes their tokens, for what they say and for nothing else. */
@Scenario
class TokenGuideTest {
    private static final Duration PATIENCE =
            Duration.ofSeconds(120); // Go compiles its library first
    private static final String SESSIONS =
            "export const userOf = ({ headers }) => headers.cookie === 'session=1' ? 'alice' : undefined;\n";
    private static final String SERVER = "site.mjs";

    /** A file, and what runs it. */
    record Minter(String file, List<String> command) {
        @Override
        public String toString() {
            return file;
        }
    }

    static final List<Minter> MINTERS =
            List.of(
                    new Minter("ask.mjs", List.of("node")),
                    new Minter("page-token.mjs", List.of("node")),
                    new Minter("page_token.py", List.of("python3")),
                    new Minter("page-token.php", List.of("php")),
                    new Minter(
                            "PageToken.java",
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java")
                                            .toString())),
                    new Minter("pagetoken.go", List.of("go", "run")));

    private static final Guide GUIDE = Guide.read("tokens");

    private static GuideLab at;
    private static Path folder;

    @BeforeAll
    static void open(Lab lab) throws IOException {
        at = GuideLab.open(lab, "tokens");
        folder = lab.folder("guide-tokens");
        GUIDE.with(text -> text.replace("https://phone.example.com", at.gateway.origin()))
                .unpack(folder);
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/token-key"), GuideLab.TOKEN_KEY + "\n");
        Files.writeString(folder.resolve("secrets/site"), GuideLab.API_KEY + "\n");
        Files.writeString(folder.resolve("sessions.mjs"), SESSIONS);
    }

    @AfterAll
    static void close() {
        at.close();
    }

    @Test
    void noProgramIsLeftOut() {
        var run = Stream.concat(MINTERS.stream().map(Minter::file), Stream.of(SERVER));
        assertThat(GUIDE.files().keySet()).containsExactlyInAnyOrderElementsOf(run.toList());
    }

    @ParameterizedTest
    @FieldSource("MINTERS")
    void aTokenIsTakenForWhatItSaysAlone(Minter minter) {
        var token = mint(minter);
        try (var page = PageSocket.open(at.gateway, GuideLab.SITE)) {
            page.show(token);
            assertThat(page.await("welcome").path("user").asString()).isEqualTo("alice");
            var codecs =
                    List.of("opus/48000/2"); // promised, so that the call does not wait for media
            page.say(Map.of("type", "call", "ref", "1", "to", "600", "m", "m1", "codecs", codecs));
            assertThat(page.await("error").path("code").asString())
                    .isEqualTo("destination-not-allowed");
        }
        try (var elsewhere = PageSocket.open(at.gateway, at.site.origin())) {
            elsewhere.show(token);
            assertThat(elsewhere.await("error").path("code").asString())
                    .isEqualTo("origin-not-allowed");
        }
    }

    private static String mint(Minter minter) {
        var command = Stream.concat(minter.command().stream(), Stream.of(minter.file())).toList();
        var cache = Map.of("GOCACHE", folder.resolve("go-cache").toString());
        try (var program = Program.start("mint-" + minter.file(), folder, cache, command)) {
            assertThat(program.awaitExit(PATIENCE)).as(program::tail).isZero();
            return program.out().strip();
        }
    }

    @Test
    void theEndpointGivesATokenToWhomItsSiteHasSignedIn() {
        int port = Ports.free();
        var environment = Map.of("PORT", Integer.toString(port));
        try (var _ = Program.start("site", folder, environment, List.of("node", SERVER))) {
            assertThat(asked(port, "nobody=1").statusCode()).isEqualTo(401);
            var answer = asked(port, "session=1");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            try (var page = PageSocket.open(at.gateway, GuideLab.SITE)) {
                page.show(answer.body());
                assertThat(page.await("welcome").path("user").asString()).isEqualTo("alice");
            }
        }
    }

    /** As soon as it listens. */
    private static HttpResponse<String> asked(int port, String cookie) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ringdown-token"))
                        .header("Cookie", cookie)
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return Patience.await(
                    "endpoint of the site", Duration.ofSeconds(30), () -> sent(client, request));
        }
    }

    private static Optional<HttpResponse<String>> sent(HttpClient client, HttpRequest request) {
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException notYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
