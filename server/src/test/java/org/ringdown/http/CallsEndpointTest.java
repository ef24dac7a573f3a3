package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Party;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a real server for calls that really passed the watched ports: who may, what each path answers, and that the descriptions hold. */
class CallsEndpointTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Party ALICE =
            new Party("sip:alice@r.example", Optional.of("alice"), Optional.of("<b>Alice</b>"));
    private static final String EVIL = "</pre><script>alert(1)</script>";

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
    void inDevModeCallsAreForTheAsking() throws Exception {
        ended(dev, "c1");

        assertThat(get(dev, "/v1/calls", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/calls",
                "/v1/calls/c1",
                "/v1/calls/c1/ladder",
                "/v1/calls/c1/ladder.html"
            })
    void elsewhereAKeyThatMayIsNeeded(String path) throws Exception {
        ended(live, "c1");

        assertThat(get(live, path, "").statusCode()).isEqualTo(401);
        assertThat(get(live, path, "no key of ours, but a long one as well").statusCode())
                .isEqualTo(401);
        assertThat(get(live, path, Served.API_KEY).statusCode()).isEqualTo(403);
        assertThat(get(live, path, Served.IDLE_KEY).statusCode()).isEqualTo(403);
        assertThat(get(live, path, Served.CALLS_KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyForCallsMakesNoTokens() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(live.url("/v1/tokens")))
                        .header("Authorization", "Bearer " + Served.CALLS_KEY)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"alice\"}"))
                        .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void theRecordIsAsItsSchemaSays() throws Exception {
        ended(dev, "c1");
        placed(dev, "c2");
        refused(dev, "stranger");

        for (var call : json("/v1/calls").path("calls")) assertThat(complaints(call)).isEmpty();
        var record = json("/v1/calls/c1");
        assertThat(complaints(record)).isEmpty();
        assertThat(record.at("/reason").asString()).isEqualTo("busy");
        assertThat(record.at("/by").asString()).isEqualTo("callee");
        assertThat(record.at("/sip/code").asInt()).isEqualTo(486);
        assertThat(record.at("/q850").asInt()).isEqualTo(17);
        assertThat(record.at("/sides/caller/number").asString()).isEqualTo("alice");
        assertThat(record.at("/diagnosis/rule").asString()).isEqualTo("peer-busy");
    }

    @Test
    void aCallIsFoundByItsIdItsLegsAndItsCallId() throws Exception {
        ended(dev, "c1");

        assertThat(json("/v1/calls/c1.0").at("/id").asString()).isEqualTo("c1");
        assertThat(json("/v1/calls/c1.1%40host").at("/id").asString()).isEqualTo("c1");
    }

    @Test
    void theListIsInPages() throws Exception {
        for (int i = 0; i < 5; i++) placed(dev, "c" + i);

        var first = json("/v1/calls?limit=3");
        assertThat(first.path("calls")).hasSize(3);
        var second = json(first.path("next").asString());
        assertThat(second.path("calls")).hasSize(2);
        assertThat(second.has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=501",
                "?limit=x",
                "/c1/ladder.txt?width=5",
                "/c1/ladder.txt?width=x"
            })
    void numbersOutOfBoundsAreProblems(String tail) throws Exception {
        ended(dev, "c1");
        var answer = get(dev, "/v1/calls" + tail, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/c9",
                "/c1/",
                "/c1/nothing",
                "/c1/ladder/",
                "/c1/ladder/x",
                "/c9/ladder.html"
            })
    void whatIsNotThereIsAProblem(String tail) throws Exception {
        ended(dev, "c1");
        var answer = get(dev, "/v1/calls" + tail, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not-found\"");
    }

    @Test
    void onlyGetIsTaken() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(dev.url("/v1/calls")))
                        .method("DELETE", HttpRequest.BodyPublishers.noBody())
                        .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void theLadderComesInTheFormThatIsAskedFor() throws Exception {
        ended(dev, "c1");

        assertThat(typeOf("/ladder", "*/*")).isEqualTo("application/json");
        assertThat(typeOf("/ladder", "text/plain")).startsWith("text/plain");
        assertThat(typeOf("/ladder", "text/html,application/xml")).startsWith("text/html");
        assertThat(typeOf("/ladder.txt", "*/*")).startsWith("text/plain");
        assertThat(typeOf("/ladder.html", "*/*")).startsWith("text/html");
        assertThat(typeOf("/ladder.json", "*/*")).isEqualTo("application/json");
        assertThat(typeOf("/ladder.pcapng", "*/*")).isEqualTo("application/x-pcapng");
    }

    @Test
    void thePageRunsNothingAndEscapesWhatStrangersWrote() throws Exception {
        ended(dev, "c1");
        var answer = get(dev, "/v1/calls/c1/ladder.html", "");
        var policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(answer.body()).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(policy).startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(policy).doesNotContain("unsafe");
    }

    @Test
    void noSecretIsInAnyForm() throws Exception {
        ended(dev, "c1");

        for (var form : List.of("ladder.json", "ladder.txt", "ladder.html", "ladder.pcapng")) {
            assertThat(get(dev, "/v1/calls/c1/" + form, "").body())
                    .as(form)
                    .doesNotContain("5ec4e7");
        }
        assertThat(get(dev, "/v1/calls/c1/ladder", "").body()).contains("response=\\\"******");
    }

    @Test
    void theCaptureHasEveryMessageAsADatagram() throws Exception {
        ended(dev, "c1");
        var request = HttpRequest.newBuilder(URI.create(dev.url("/v1/calls/c1/ladder.pcapng")));
        var bytes = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body();
        var capture = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int packets = 0;
        while (capture.hasRemaining()) {
            int type = capture.getInt();
            int length = capture.getInt();
            assertThat(length % 4).isZero();
            capture.position(capture.position() + length - 12);
            assertThat(capture.getInt()).isEqualTo(length);
            if (type == 6) packets++;
        }

        assertThat(packets).isEqualTo(2);
    }

    @Test
    void theDescriptionHasEveryPathThatIsServed() throws Exception {
        ended(dev, "c1");
        var paths = json("/openapi.json").path("paths");

        assertThat(paths.propertyNames()).contains("/v1/tokens", "/v1/calls", "/v1/calls/{id}");
        for (var path : paths.properties()) {
            for (var method : path.getValue().properties()) {
                if (method.getKey().equals("parameters")) continue;
                assertServed(path.getKey(), method.getKey());
            }
        }
    }

    private void assertServed(String path, String method) throws Exception {
        var url =
                dev.url(
                        path.replace("{id}", "c1")
                                .replace("{number}", "1")
                                .replace("{button}", "sales")
                                .replace("{stream}", "1")
                                .replace("{what}", "user")
                                .replace("{name}", "alice"));
        boolean button = path.startsWith("/v1/buttons/");
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .header(
                                "Origin",
                                button ? Served.BUTTON_ORIGIN : "http://127.0.0.1:" + dev.port())
                        .method(
                                method.toUpperCase(java.util.Locale.ROOT),
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"user\":\"alice\",\"to\":\""
                                                + Served.STREAMED_TO
                                                + "key\"}"))
                        .build();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        boolean streamCalls =
                method.equals("post") && path.equals("/v1/calls"); // no stream is there
        if (streamCalls || path.matches("/v1/(session|history|contacts).*")) // who are you?
        assertThat(status).as(method + " " + path).isNotIn(404, 405, 500);
        else assertThat(status).as(method + " " + path).isIn(200, 201, 204);
    }

    // Calls that pass the ports.

    private static void placed(Served served, String id) {
        records(served).placed(new CallPlaced(id, "100", ALICE, "page", AT));
    }

    private static void ended(Served served, String id) {
        placed(served, id);
        var transport = served.ladders.watch(new Nowhere());
        var door = served.ladders.watch(new Deaf());
        var pbx = Flow.udp(new InetSocketAddress("192.0.2.7", 5060), served.address());
        transport.send(pbx, invite(id + ".1@host", "AAAAAAAAAAAAAAAAAAAA." + id), () -> {});
        door.datagram(busy(id + ".1@host"), pbx);
        records(served)
                .ended(
                        new CallRecord(
                                id,
                                "100",
                                ALICE,
                                "page",
                                Optional.empty(),
                                Optional.empty(),
                                AT,
                                Optional.empty(),
                                AT.plusSeconds(1),
                                Ending.of(EndReason.BUSY, By.CALLEE, 486, "Busy Here")
                                        .withQ850(OptionalInt.of(17))));
    }

    private static void refused(Served served, String callId) {
        var from = Flow.udp(new InetSocketAddress("192.0.2.9", 5060), served.address());
        served.ladders.watch(new Deaf()).datagram(invite(callId, "theirs"), from);
    }

    private static CallRecords records(Served served) {
        return served.ladders.watch((CallRecords) _ -> {});
    }

    private static ByteBuffer invite(String callId, String tag) {
        return bytes(
                "INVITE sip:100@pbx.example SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
                "Max-Forwards: 70",
                "From: <sip:alice@r.example>;tag=" + tag,
                "To: <sip:100@pbx.example>",
                "Call-ID: " + callId,
                "CSeq: 1 INVITE",
                "Subject: " + EVIL,
                "Authorization: Digest username=\"a\", response=\"5ec4e75ec4e7\"",
                "",
                "");
    }

    private static ByteBuffer busy(String callId) {
        return bytes(
                "SIP/2.0 486 Busy Here",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
                "From: <sip:alice@r.example>;tag=1",
                "To: <sip:100@pbx.example>;tag=2",
                "Call-ID: " + callId,
                "CSeq: 1 INVITE",
                "",
                "");
    }

    private static ByteBuffer bytes(String... lines) {
        return ByteBuffer.wrap(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static final class Nowhere implements SipTransport {
        @Override
        public void send(Flow flow, ByteBuffer message, Runnable failed) {}

        @Override
        public void locate(SipUri target, java.util.function.Consumer<List<Hop>> found) {}

        @Override
        public void connect(Hop hop, java.util.function.Consumer<Optional<Flow>> connected) {}

        @Override
        public boolean isOpen(Flow flow) {
            return false;
        }

        @Override
        public String sentBy(Flow flow) {
            return "";
        }
    }

    private static final class Deaf implements SipDoor {
        @Override
        public void datagram(ByteBuffer datagram, Flow from) {}

        @Override
        public boolean message(SipMessage message, Flow from) {
            return true;
        }
    }

    // Questions.

    private JsonNode json(String path) throws Exception {
        var answer = get(dev, path, "");
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String typeOf(String form, String accept) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(dev.url("/v1/calls/c1" + form)))
                        .header("Accept", accept)
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Content-Type")
                .orElseThrow();
    }

    private HttpResponse<String> get(Served served, String path, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(served.url(path)));
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> complaints(JsonNode record) throws IOException {
        try (var in = CallsEndpointTest.class.getResourceAsStream("call.schema.json")) {
            var schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(JSON.readTree(in));
            return schema.validate(record).stream().map(Error::toString).toList();
        }
    }
}
