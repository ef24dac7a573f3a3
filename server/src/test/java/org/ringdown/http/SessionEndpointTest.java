package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at a real server: what the page gets, and what nobody gets. */
class SessionEndpointTest {
    private static final String GOOD =
            "{\"user\":\"alice\",\"password\":\"" + Served.PASSWORD + "\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Served live = Served.live();

    @AfterEach
    void close() {
        client.close();
        live.close();
    }

    @Test
    void whoSignsInGetsATokenAndACookie() throws Exception {
        var answer = signIn(GOOD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(live.userOf(answer.body())).isEqualTo("alice");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/v1/session")
                .doesNotContain("Secure", Served.PASSWORD);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void theCookieGivesFreshTokens() throws Exception {
        var cookie = cookie(signIn(GOOD));

        var answer = send(request().header("Cookie", cookie).GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(live.userOf(answer.body())).isEqualTo("alice");
    }

    @Test
    void aNameThatDoesNotExistIsAnsweredLikeAWrongPassword() throws Exception {
        var wrong = signIn("{\"user\":\"alice\",\"password\":\"guess\"}");
        var nobody = signIn("{\"user\":\"nobody\",\"password\":\"guess\"}");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo(wrong.body());
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void whoGuessesIsToldToWait() throws Exception {
        for (int i = 0; i < 5; i++) signIn("{\"user\":\"alice\",\"password\":\"guess\"}");

        var answer = signIn(GOOD);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 900L);
        assertThat(answer.body()).contains("try again in 15 min");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ringdown-session=",
                "ringdown-session=a.b.c",
                "ringdown-session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.",
                "other=1"
            })
    void noOtherCookieOpens(String cookie) throws Exception {
        assertThat(send(request().header("Cookie", cookie).GET()).statusCode()).isEqualTo(204);
    }

    @Test
    void aPageTokenIsNoSessionAndASessionIsNoPageToken() throws Exception {
        var answer = signIn(GOOD);
        var token = answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        var session = cookie(answer).substring("ringdown-session=".length());

        assertThat(send(request().header("Cookie", "ringdown-session=" + token).GET()).statusCode())
                .isEqualTo(204);
        assertThat(live.verdict(session)).contains("aud is not");
    }

    @Test
    void signingOutTakesTheCookieAway() throws Exception {
        var answer = send(request().DELETE());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("ringdown-session=;", "Max-Age=0");
    }

    @Test
    void pagesOfOtherOriginsSignNobodyIn() throws Exception {
        for (var origin : new String[] {"https://shop.example", "https://evil.example", "null"}) {
            var answer =
                    send(
                            request()
                                    .header("Origin", origin)
                                    .POST(HttpRequest.BodyPublishers.ofString(GOOD)));
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"user\":\"alice\"}",
                "{\"user\":\"alice\",\"password\":7}",
                "{\"user\":\"\",\"password\":\"x\"}",
                "{\"user\":{\"$ne\":1},\"password\":\"x\"}"
            })
    void nonsenseIsToldWhatIsWrong(String body) throws Exception {
        var answer = signIn(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bad-message");
    }

    private HttpResponse<String> signIn(String body) throws Exception {
        return send(request().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(live.url(SessionEndpoint.PATH)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
