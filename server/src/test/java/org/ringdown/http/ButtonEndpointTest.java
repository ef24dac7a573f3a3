package org.ringdown.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.route.Hours;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for whoever presses a button: for its pages only, not too often, and good for nothing else. */
class ButtonEndpointTest {
    private static final String TOKEN = "/v1/buttons/sales/token";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Served live = Served.live();

    @AfterEach
    void close() {
        client.close();
        live.close();
    }

    @Test
    void aPageThatMayShowItGetsATokenForAFreshVisitor() throws Exception {
        var answer = press(TOKEN, Optional.of(Served.BUTTON_ORIGIN));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(Served.BUTTON_ORIGIN);
        assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        var verdict = live.verdict(tokenIn(answer), Served.BUTTON_ORIGIN);
        assertThat(verdict).contains("guest:", "Optional[sales]").doesNotContain("441234567890");
        var again = press(TOKEN, Optional.of(Served.BUTTON_ORIGIN));
        assertThat(live.verdict(tokenIn(again), Served.BUTTON_ORIGIN)).isNotEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://button.example.evil.example",
                "http://button.example",
                "https://button.example:444",
                "https://evil.example/https://button.example",
                "https://BUTTON.example",
                "https://shop.example",
                "null"
            })
    void noOtherOriginGetsOne(String origin) throws Exception {
        var answer = press(TOKEN, Optional.of(origin));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("\"code\":\"origin-not-allowed\"")
                .doesNotContain("button.example", "token");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.headers().firstValue("Vary")).contains("Origin");
    }

    @Test
    void nobodyGetsOneWithoutSayingWhereTheyAre() throws Exception {
        assertThat(press(TOKEN, Optional.empty()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/buttons/",
                "/v1/buttons/token",
                "/v1/buttons/other/token",
                "/v1/buttons/sales"
            })
    void whatIsNoButtonIsAProblem(String path) throws Exception {
        var answer = press(path, Optional.of(Served.BUTTON_ORIGIN));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void whoPressesTooOftenIsToldToWait() throws Exception {
        for (int i = 0; i < 20; i++)
            assertThat(press(TOKEN, Optional.of(Served.BUTTON_ORIGIN)).statusCode()).isEqualTo(200);
        var answer = press(TOKEN, Optional.of(Served.BUTTON_ORIGIN));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void nobodyGetsOneOutsideItsHours() throws Exception {
        var answer = press("/v1/buttons/closed/token", Optional.of(Served.BUTTON_ORIGIN));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(Served.BUTTON_ORIGIN);
        var problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo("destination-not-allowed");
        var opens = OffsetDateTime.parse(problem.path("opens").asString());
        assertThat(Served.CLOSED.opens(Instant.now())).contains(opens.toInstant());
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Mo-Fr 09:00-17:30 Europe/London | 2026-12-04T17:29Z | |
                    Mo-Fr 09:00-17:30 Europe/London | 2026-12-04T17:30Z | Monday, 7 December 2026 at 09:00 (Europe/London)   | 2026-12-07T09:00:00Z
                    Mo-Fr 09:00-17:30 Europe/London | 2026-03-27T18:00Z | Monday, 30 March 2026 at 09:00 (Europe/London)     | 2026-03-30T09:00:00+01:00
                    Fr 22:00-02:00 Europe/Berlin    | 2026-12-05T00:59Z | |
                    Fr 22:00-02:00 Europe/Berlin    | 2026-12-05T01:00Z | Friday, 11 December 2026 at 22:00 (Europe/Berlin)  | 2026-12-11T22:00:00+01:00
                    """)
    void saysWhenItOpensAgain(String hours, OffsetDateTime now, String when, String opens) {
        var answer = ButtonEndpoint.closed(Hours.parse(hours), now.toInstant());
        assertThat(answer.isPresent()).isEqualTo(when != null);
        answer.map(said -> new String(said.body(), UTF_8))
                .ifPresent(body ->
                        assertThat(body)
                                .contains("It opens again on " + when + ".")
                                .contains("\"opens\":\"" + opens + "\""));
    }

    @Test
    void aPreflightIsAnsweredForItsPages() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url(TOKEN)))
                        .header("Origin", Served.BUTTON_ORIGIN)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(Served.BUTTON_ORIGIN);
    }

    private static String tokenIn(HttpResponse<String> answer) {
        return answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private HttpResponse<String> press(String path, Optional<String> origin) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url(path)))
                        .POST(HttpRequest.BodyPublishers.noBody());
        origin.ifPresent(from -> request.header("Origin", from));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
