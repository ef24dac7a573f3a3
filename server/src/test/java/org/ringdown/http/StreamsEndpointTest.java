package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may stream which call whither. */
class StreamsEndpointTest {
    private static final String WISH = "{\"to\":\"" + Served.STREAMED_TO + "secret\"}";
    private static final String CALL = "/v1/calls/" + Served.STREAMED_CALL + "/streams";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Served live = Served.live();

    @AfterEach
    void close() {
        client.close();
        live.close();
    }

    @Test
    void aCallIsStreamedUntilThatIsEnded() throws Exception {
        var begun = ask("POST", CALL, WISH, Served.STREAMS_KEY);
        assertThat(begun.statusCode()).isEqualTo(201);
        assertThat(begun.body())
                .contains(
                        "\"id\":\"1\"",
                        "\"direction\":\"out\"",
                        "\"to\":\"rtmp://127.0.0.1:1/live/***\"",
                        "pcma")
                .doesNotContain("secret");
        var listed = ask("GET", CALL, "", Served.STREAMS_KEY);
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.body()).contains("\"id\":\"1\"").doesNotContain("secret");
        assertThat(ask("DELETE", CALL + "/1", "", Served.STREAMS_KEY).statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", CALL + "/2", "", Served.STREAMS_KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNotListedIsForbiddenAndTheKeyOfTheConfigurationTold() throws Exception {
        var wish = "{\"to\":\"rtmp://127.0.0.1:1/other/secret\"}";
        var answer = ask("POST", CALL, wish, Served.STREAMS_KEY);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("streams.to").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"to\":7}",
                "{\"to\":\"http://127.0.0.1/live/x\"}",
                "{\"to\":\"rtmp://127.0.0.1:1/live/x\",\"codec\":\"gsm\"}"
            })
    void whatIsNoWishIsAProblem(String body) throws Exception {
        assertThat(ask("POST", CALL, body, Served.STREAMS_KEY).statusCode()).isEqualTo(400);
    }

    @Test
    void aCallThatIsNotThereIsNotStreamed() throws Exception {
        var path = "/v1/calls/other/streams";
        assertThat(ask("POST", path, WISH, Served.STREAMS_KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void aCallHasFourStreamsAtMost() throws Exception {
        for (int i = 0; i < 4; i++)
            assertThat(ask("POST", CALL, WISH, Served.STREAMS_KEY).statusCode()).isEqualTo(201);
        assertThat(ask("POST", CALL, WISH, Served.STREAMS_KEY).statusCode()).isEqualTo(409);
    }

    @Test
    void aKeyThatMayIsNeeded() throws Exception {
        assertThat(ask("POST", CALL, WISH, Served.CALLS_KEY).statusCode()).isEqualTo(403);
        assertThat(ask("GET", CALL, "", "no such key").statusCode()).isEqualTo(401);
        assertThat(live.streams.of(Served.STREAMED_CALL)).isEmpty();
    }

    @Test
    void aStreamThatIsNotThereIsNotBroughtInAndSaidSo() throws Exception {
        var wish = "{\"from\":\"" + Served.BROUGHT_FROM + "secret\"}";
        var answer = ask("POST", CALL, wish, Served.STREAMS_KEY);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("no-stream").doesNotContain("secret");
        var call = "{\"to\":\"600\",\"from\":\"" + Served.BROUGHT_FROM + "secret\"}";
        assertThat(ask("POST", "/v1/calls", call, Served.STREAMS_KEY).statusCode()).isEqualTo(502);
        assertThat(live.visits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, '{\"from\":\"rtmp://127.0.0.1:1/other/secret\",\"to\":\"600\"}', streams.from",
        "403, '{\"from\":\"rtmp://127.0.0.2:1/studio/secret\",\"to\":\"600\"}', streams.from",
        "404, '{\"from\":\"rtmp://127.0.0.1:1/studio/x\",\"to\":\"600\",\"user\":\"eve\"}', user",
        "400, '{\"from\":\"rtmp://127.0.0.1:1/studio/x\"}', to is missing",
        "400, '{\"from\":\"ftp://127.0.0.1:1/studio/x\",\"to\":\"600\"}', from must be",
        "400, '{\"from\":[],\"to\":\"600\"}', from must be",
        "400, '', JSON"
    })
    void aCallOfAStreamIsRefusedInWords(int status, String wish, String words) throws Exception {
        var answer = ask("POST", "/v1/calls", wish, Served.STREAMS_KEY);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words).doesNotContain("secret");
        assertThat(ask("POST", "/v1/calls", wish, Served.CALLS_KEY).statusCode()).isEqualTo(403);
        assertThat(ask("POST", "/v1/calls", wish, "no such key").statusCode()).isEqualTo(401);
    }

    @Test
    void aStreamIsBroughtFromWhereThatIsListedIntoACallThatIsThere() throws Exception {
        var other = "{\"from\":\"rtmp://127.0.0.1:1/other/secret\"}";
        var answer = ask("POST", CALL, other, Served.STREAMS_KEY);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("streams.from").doesNotContain("secret");
        var wish = "{\"from\":\"" + Served.BROUGHT_FROM + "x\"}";
        var nowhere = "/v1/calls/other/streams";
        assertThat(ask("POST", nowhere, wish, Served.STREAMS_KEY).statusCode()).isEqualTo(404);
        var both =
                "{\"from\":\""
                        + Served.BROUGHT_FROM
                        + "x\",\"to\":\""
                        + Served.STREAMED_TO
                        + "x\"}";
        assertThat(ask("POST", CALL, both, Served.STREAMS_KEY).statusCode()).isEqualTo(400);
        assertThat(ask("DELETE", CALL + "/in-1", "", Served.STREAMS_KEY).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> ask(String method, String path, String body, String key)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url(path)))
                        .header("Authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
