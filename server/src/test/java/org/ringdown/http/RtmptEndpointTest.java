package org.ringdown.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtmp.RtmpClientSession;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.handshake.Scheme;
import org.ringdown.rtmp.message.ConnectObject;

/** RTMP within HTTP requests: what a client says arrives, once and in order, and whatever else is asked gets an answer that says what is wrong. */
class RtmptEndpointTest {
    private static final byte[] NOTHING = {0};

    private final HttpClient client = HttpClient.newHttpClient();
    private final Served served = Served.live();

    @AfterEach
    void close() {
        client.close();
        served.close();
    }

    @Test
    void aSessionIsSpokenThroughRequests() throws Exception {
        var session = session();
        var name = open();
        int number = 0;
        for (boolean connected = false; !connected; ) {
            assertThat(number).as("requests until connected").isLessThan(20);
            var heard =
                    session.hasMore()
                            ? post("/send/" + name + "/" + number++, toSend(session))
                            : post("/idle/" + name + "/" + number++, NOTHING);
            connected =
                    session.receive(afterTheFirst(heard), 0).stream()
                            .anyMatch(RtmpEvent.Connected.class::isInstance);
        }
        assertThat(post("/close/" + name + "/" + number, NOTHING).body()).containsExactly(0);
        assertThat(post("/idle/" + name + "/" + (number + 1), NOTHING).statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestThatAProxyRepeatsIsAnsweredAsBeforeAndHeardOnce() throws Exception {
        var name = open();
        var hello = toSend(session());
        var answer = post("/send/" + name + "/0", hello);
        assertThat(answer.body().length).isGreaterThan(1 + 1 + 2 * 1536 - 1);
        assertThat(post("/send/" + name + "/0", hello).body()).isEqualTo(answer.body());
        assertThat(post("/idle/" + name + "/1", NOTHING).body()).containsExactly(1);
    }

    @Test
    void whatIsNotRtmpEndsTheTunnel() throws Exception {
        var name = open();
        post("/send/" + name + "/0", "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
        assertThat(post("/idle/" + name + "/1", NOTHING).statusCode()).isEqualTo(404);
    }

    @Test
    void noMoreThanSoManyComeFromOneAddress() throws Exception {
        var first = open();
        open();
        open();
        assertThat(post("/open/1", NOTHING).statusCode()).isEqualTo(503);
        post("/close/" + first + "/0", NOTHING);
        open();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/send/00112233445566778899aabbccddeeff/0",
                "/idle/1/1",
                "/close/1/1",
                "/fcs/ident2"
            })
    void whatDoesNotExistIsNotFound(String path) throws Exception {
        var answer = post(path, NOTHING);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws Exception {
        var name = open();
        assertThat(post("/send/" + name + "/0", new byte[3 << 20]).statusCode()).isEqualTo(413);
    }

    private String open() throws Exception {
        var answer = post("/open/1", NOTHING);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-fcs");
        var name = new String(answer.body(), StandardCharsets.US_ASCII);
        assertThat(name).matches("[0-9a-f]{32}\n");
        return name.strip();
    }

    private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(served.url(path)))
                        .header("Content-Type", "application/x-fcs")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static ByteBuffer afterTheFirst(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()[0]).isEqualTo((byte) 1);
        return ByteBuffer.wrap(Arrays.copyOfRange(answer.body(), 1, answer.body().length));
    }

    private static byte[] toSend(RtmpClientSession session) {
        var bytes = session.toSend(16_384);
        var all = new byte[bytes.remaining()];
        bytes.get(all);
        return all;
    }

    private static RtmpClientSession session() {
        return new RtmpClientSession(
                RtmpSettings.USUAL,
                ConnectObject.of("call", "rtmpt://127.0.0.1/call", "test"),
                List.of(),
                Scheme.SIMPLE,
                new Random(1),
                0);
    }
}
