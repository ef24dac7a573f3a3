package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.store.Samples.NOON;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.ladder.Ladder;
import org.ringdown.store.CallJson;
import org.ringdown.store.Samples;
import org.ringdown.token.TokenMint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page may ask about its own user: calls and contacts, with its token, and nobody else's. */
class HistoryEndpointTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Served served = Served.live();

    @AfterEach
    void close() {
        client.close();
        served.close();
    }

    @Test
    void aUserSeesTheirOwnCallsFromTheirOwnSide() throws Exception {
        served.store.recorder().ended(Samples.call("c1", NOON, "alice", "bob"));
        served.store.recorder().ended(Samples.call("c2", NOON.plusSeconds(1), "carol", "dave"));

        var alices = history("alice", "").get("calls");
        assertThat(alices).hasSize(1);
        assertThat(alices.get(0).toString())
                .isEqualTo(
                        """
                        {"id":"c1","direction":"out","with":{"number":"bob","uri":"sip:bob@r.example"},\
                        "times":{"begun":"2026-11-30T12:00:00Z","placed":"2026-11-30T12:00:00Z",\
                        "answered":"2026-11-30T12:00:05Z","ended":"2026-11-30T12:01:05Z","talkedMs":60000},\
                        "answered":true,"reason":"hangup","by":"remote"}\
                        """);
        var bobs = history("bob", "").get("calls").get(0);
        assertThat(bobs.path("direction").asString()).isEqualTo("in");
        assertThat(bobs.path("by").asString()).isEqualTo("local");
        assertThat(bobs.at("/with/number").asString()).isEqualTo("alice");
        assertThat(history("erin", "").get("calls")).isEmpty();
    }

    @Test
    void whoWithheldTheirNumberHasNoneInTheHistory() throws Exception {
        served.store.recorder().ended(Samples.full("c1"));

        var call = history("bob", "").get("calls").get(0);
        assertThat(call.path("with").toString()).isEqualTo("{\"name\":\"Anonymous\"}");
        assertThat(call.toString()).doesNotContain("evil.example").doesNotContain("4930");
    }

    @Test
    void theListIsInPagesAndNoPlaceIsThatOfAnothersCall() throws Exception {
        for (int i = 0; i < 5; i++)
            served.store
                    .recorder()
                    .ended(Samples.call("c" + i, NOON.plusSeconds(i), "alice", "bob"));
        served.store.recorder().ended(Samples.call("other", NOON.plusSeconds(9), "carol", "dave"));

        var first = history("alice", "?limit=3");
        assertThat(first.path("calls"))
                .extracting(call -> call.path("id").asString())
                .containsExactly("c4", "c3", "c2");
        var second = json(get(first.path("next").asString(), token("alice", Optional.empty())));
        assertThat(second.path("calls"))
                .extracting(call -> call.path("id").asString())
                .containsExactly("c1", "c0");
        assertThat(second.has("next")).isFalse();
        assertThat(history("alice", "?before=other").path("calls")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/history", "/v1/contacts"})
    void onlyAPagesTokenOpens(String path) throws Exception {
        assertThat(get(path, "").statusCode()).isEqualTo(401);
        assertThat(get(path, Served.CALLS_KEY).statusCode()).isEqualTo(401);
        var token = token("alice", Optional.empty());
        assertThat(get(path, token.substring(0, token.length() - 3) + "abc").statusCode())
                .isEqualTo(401);
        assertThat(get(path, token).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenForPagesOfOneOriginOpensForNoOther() throws Exception {
        var bound = token("alice", Optional.of("https://shop.example"));
        assertThat(get("/v1/history", bound).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/v1/history", bound, "", "https://shop.example").statusCode())
                .isEqualTo(200);
        var ours = token("alice", Optional.of("http://127.0.0.1:" + served.port()));
        assertThat(get("/v1/history", ours).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"?limit=0", "?limit=201", "?limit=x"})
    void numbersOutOfBoundsAreProblems(String tail) throws Exception {
        assertThat(get("/v1/history" + tail, token("alice", Optional.empty())).statusCode())
                .isEqualTo(400);
    }

    @Test
    void contactsAreKeptNamedAnewAndForgotten() throws Exception {
        var alice = token("alice", Optional.empty());
        var path = "/v1/contacts/" + encoded("sip:bob@pbx.example");

        assertThat(send("PUT", path, alice, "{\"name\":\"Bob\"}", "").statusCode()).isEqualTo(204);
        assertThat(send("PUT", path, alice, "{\"name\":\"<b>Bob'; --\"}", "").statusCode())
                .isEqualTo(204);
        assertThat(get("/v1/contacts", alice).body())
                .isEqualTo(
                        "{\"contacts\":[{\"number\":\"sip:bob@pbx.example\",\"name\":\"<b>Bob'; --\"}]}");
        assertThat(get("/v1/contacts", token("bob", Optional.empty())).body())
                .isEqualTo("{\"contacts\":[]}");
        assertThat(send("DELETE", path, token("bob", Optional.empty()), "", "").statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", path, alice, "", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, alice, "", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1| {}",
                "1| {\"name\":\"\"}",
                "1| {\"name\":7}",
                "1| []",
                "1| no json",
                "1| {\"name\":\"a\\nb\"}",
                "''| {\"name\":\"x\"}",
                "a%0ab| {\"name\":\"x\"}"
            })
    void whatIsNoContactIsRefused(String number, String body) throws Exception {
        var answer =
                send("PUT", "/v1/contacts/" + number, token("alice", Optional.empty()), body, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(get("/v1/contacts", token("alice", Optional.empty())).body())
                .isEqualTo("{\"contacts\":[]}");
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        var alice = token("alice", Optional.empty());
        var name = "{\"name\":\"" + "x".repeat(129) + "\"}";
        assertThat(send("PUT", "/v1/contacts/1", alice, name, "").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/v1/contacts/1", alice, " ".repeat(5_000), "").statusCode())
                .isEqualTo(413);
        var number = "/v1/contacts/" + "1".repeat(257);
        assertThat(send("PUT", number, alice, "{\"name\":\"x\"}", "").statusCode()).isEqualTo(400);
    }

    @Test
    void guestsHaveNoContacts() throws Exception {
        var guest = token("guest", Optional.empty());

        assertThat(get("/v1/contacts", guest).statusCode()).isEqualTo(403);
        assertThat(get("/v1/history", guest).statusCode()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreNotTaken() throws Exception {
        var alice = token("alice", Optional.empty());
        assertThat(send("POST", "/v1/history", alice, "", "").statusCode()).isEqualTo(405);
        assertThat(send("PUT", "/v1/contacts", alice, "", "").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/v1/contacts/1", alice, "", "").statusCode()).isEqualTo(405);
    }

    @Test
    void aRecordWithEverythingIsAsItsSchemaSays() throws Exception {
        try (var in = HistoryEndpointTest.class.getResourceAsStream("call.schema.json")) {
            var schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(JSON.readTree(in));
            for (var call : List.of(Samples.full("c1"), Samples.call("c2")))
                assertThat(schema.validate(CallJson.record(Ladder.of(call))))
                        .extracting(Error::toString)
                        .isEmpty();
        }
    }

    @Test
    void callsThatHaveLeftTheMemoryAreInTheListOfAll() throws Exception {
        served.store.recorder().ended(Samples.call("c1"));
        served.store.recorder().ended(Samples.call("c2", NOON.plusSeconds(1), "carol", "dave"));

        var first = json(get("/v1/calls?limit=1", Served.CALLS_KEY));
        assertThat(first.at("/calls/0/id").asString()).isEqualTo("c2");
        var second = json(get(first.path("next").asString(), Served.CALLS_KEY));
        assertThat(second.at("/calls/0/id").asString()).isEqualTo("c1");
        assertThat(json(get("/v1/calls/c1", Served.CALLS_KEY)).at("/route/user").asString())
                .isEqualTo("bob");
        assertThat(get("/v1/calls/c1/ladder", Served.CALLS_KEY).body()).contains("ladder-gone");
        assertThat(get("/v1/calls/c9", Served.CALLS_KEY).statusCode()).isEqualTo(404);
    }

    private JsonNode history(String user, String tail) throws Exception {
        return json(get("/v1/history" + tail, token(user, Optional.empty())));
    }

    private String token(String user, Optional<String> origin) {
        return served.mint.mint(
                new TokenMint.Order(user, List.of(), origin, Duration.ofMinutes(1)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path, String bearer) throws Exception {
        return send("GET", path, bearer, "", "");
    }

    private HttpResponse<String> send(
            String method, String path, String bearer, String body, String origin)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(served.url(path)))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) request.header("Authorization", "Bearer " + bearer);
        if (!origin.isEmpty()) request.header("Origin", origin);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
