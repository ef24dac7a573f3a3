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
                .contains("\"id\":\"1\"", "\"to\":\"rtmp://127.0.0.1:1/live/***\"", "pcma")
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
