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
import org.ringdown.limit.Account;
import org.ringdown.limit.Claim;
import org.ringdown.limit.Verdict;

/** The kill switch: who may use it, what it says, and that it does what it says. */
class StopsEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Served live = Served.live();

    @AfterEach
    void close() {
        client.close();
        live.close();
    }

    @Test
    void callsOfAUserAreStoppedAndGoOn() throws Exception {
        var claim = Claim.by(Account.user("alice"));
        live.limits.admit(claim, "call:1");
        var answer = ask("POST", "/user/alice", Served.STOP_KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"what\":\"user\",\"name\":\"alice\",\"ended\":1}");
        assertThat(live.limits.admit(claim, "call:2")).isInstanceOf(Verdict.Refused.class);
        assertThat(ask("GET", "", Served.STOP_KEY).body())
                .isEqualTo("{\"stops\":[{\"what\":\"user\",\"name\":\"alice\"}]}");
        assertThat(ask("DELETE", "/user/alice", Served.STOP_KEY).statusCode()).isEqualTo(204);
        assertThat(ask("DELETE", "/user/alice", Served.STOP_KEY).statusCode()).isEqualTo(404);
        assertThat(live.limits.admit(claim, "call:3")).isInstanceOf(Verdict.Admitted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/button/sales, '{\"what\":\"button\",\"name\":\"sales\"'",
        "/trunk/pbx, '{\"what\":\"trunk\",\"name\":\"pbx\"'",
        "/prefix/+44*, '{\"what\":\"prefix\",\"name\":\"+44\"'",
        "/prefix/%2B44, '{\"what\":\"prefix\",\"name\":\"+44\"'",
        "/everything, '{\"what\":\"everything\"'"
    })
    void whatElseCanBeStopped(String path, String says) throws Exception {
        assertThat(ask("POST", path, Served.STOP_KEY).body()).startsWith(says);
        assertThat(ask("DELETE", path, Served.STOP_KEY).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/user", "/user/", "/everything/x", "/prefix/*", "/phone/x", "/user/a%0Ab"})
    void whatSaysNothingIsAProblem(String path) throws Exception {
        assertThat(ask("POST", path, Served.STOP_KEY).statusCode()).isIn(400, 404);
        assertThat(live.limits.stopped()).isEmpty();
    }

    @Test
    void aKeyThatMayIsNeeded() throws Exception {
        assertThat(ask("POST", "/everything", Served.CALLS_KEY).statusCode()).isEqualTo(403);
        assertThat(ask("POST", "/everything", "no such key").statusCode()).isEqualTo(401);
        assertThat(ask("GET", "", Served.API_KEY).statusCode()).isEqualTo(403);
        assertThat(live.limits.stopped()).isEmpty();
    }

    private HttpResponse<String> ask(String method, String path, String key) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url("/v1/stops" + path)))
                        .header("Authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
