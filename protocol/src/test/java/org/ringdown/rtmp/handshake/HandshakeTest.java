package org.ringdown.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.rtmp.Captures;

/** Both sides against each other, and the server against what ffmpeg (digest) and librtmp (simple) begin with. */
class HandshakeTest {
    private static final int BLOCK = 1536;

    private final ServerHandshake server = new ServerHandshake(new Random(1), 7);

    @ParameterizedTest
    @EnumSource
    void comesToWhatTheClientOffers(Scheme scheme) {
        for (int seed = 0; seed < 50; seed++) {
            var server = new ServerHandshake(new Random(seed), 1);
            var client = new ClientHandshake(scheme, new Random(-seed), 2);
            var answer = server.receive(client.begin());
            assertThat(answer.remaining()).isEqualTo(1 + 2 * BLOCK);
            server.receive(client.receive(answer));

            assertThat(client.isDone()).isTrue();
            assertThat(server.isDone()).isTrue();
            assertThat(client.scheme()).isEqualTo(scheme);
            assertThat(server.scheme()).isEqualTo(scheme);
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesInPieces(Scheme scheme) {
        var client = new ClientHandshake(scheme, new Random(3), 2);
        var answer = ByteBuffer.allocate(1 + 2 * BLOCK);
        var begin = client.begin();
        while (begin.hasRemaining()) {
            answer.put(server.receive(begin.slice(begin.position(), 1)));
            begin.get();
        }
        answer.flip();
        var reply = ByteBuffer.allocate(BLOCK);
        while (answer.hasRemaining()) {
            reply.put(client.receive(answer.slice(answer.position(), 1)));
            answer.get();
        }
        reply.flip();
        while (reply.hasRemaining()) {
            assertThat(server.isDone()).isFalse();
            server.receive(reply.slice(reply.position(), 1));
            reply.get();
        }

        assertThat(client.isDone()).isTrue();
        assertThat(server.isDone()).isTrue();
    }

    @Test
    void ffmpegPutsItsDigestFirst() {
        server.receive(ByteBuffer.wrap(Captures.read("ffmpeg-publish")));

        assertThat(server.scheme()).isEqualTo(Scheme.DIGEST_FIRST);
        assertThat(server.isDone()).isTrue();
    }

    @Test
    void librtmpIsSimple() {
        var answer = server.receive(ByteBuffer.wrap(Captures.read("rtmpdump-play"), 0, 1 + BLOCK));

        assertThat(server.scheme()).isEqualTo(Scheme.SIMPLE);
        var theirs = Arrays.copyOfRange(Captures.read("rtmpdump-play"), 9, 1 + BLOCK);
        var echo = new byte[BLOCK - 8];
        answer.get(1 + BLOCK + 8, echo);
        assertThat(echo).as("S2 repeats C1, RTMP 1.0 §5.2.4").isEqualTo(theirs);
    }

    @Test
    void leavesWhatComesBehindIt() {
        var bytes = ByteBuffer.wrap(Captures.read("ffmpeg-publish"));
        server.receive(bytes);

        assertThat(bytes.position()).isEqualTo(1 + 2 * BLOCK);
    }

    @Test
    void aDigestedServerProvesThatItSawOurs() {
        var client = new ClientHandshake(Scheme.DIGEST_FIRST, new Random(4), 0);
        var answer = server.receive(client.begin());
        answer.put(answer.limit() - 1, (byte) (answer.get(answer.limit() - 1) ^ 1));
        client.receive(answer);

        assertThat(client.refusal()).contains(Refusal.NOT_DIGESTED);
        assertThat(client.isDone()).isFalse();
    }

    @Test
    void aClientThatOffersDigestsIsContentWithASimpleServer() {
        var client = new ClientHandshake(Scheme.DIGEST_SECOND, new Random(4), 0);
        var offered = client.begin().put(1 + 4, new byte[4]); // such a server does not look for it
        client.receive(server.receive(offered));

        assertThat(client.scheme()).isEqualTo(Scheme.SIMPLE);
        assertThat(client.isDone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "16, TLS",
        "47, HTTP",
        "50, HTTP",
        "06, ENCRYPTED",
        "00, NOT_RTMP",
        "04, NOT_RTMP",
        "ff, NOT_RTMP"
    })
    void refusesWhatIsNotRtmpAtItsFirstByte(String first, Refusal why) {
        var answer =
                server.receive(ByteBuffer.wrap(new byte[] {(byte) Integer.parseInt(first, 16)}));

        assertThat(answer.hasRemaining()).isFalse();
        assertThat(server.refusal()).contains(why);
        assertThat(why.complaint()).isNotBlank();
        var client = new ClientHandshake(Scheme.SIMPLE, new Random(1), 0);
        client.receive(ByteBuffer.wrap(new byte[] {(byte) Integer.parseInt(first, 16)}));
        assertThat(client.refusal()).contains(why);
    }

    /** Behind the right first byte nothing can be told from chance: it is a simple handshake. */
    @Test
    void takesNoiseForASimpleHandshake() {
        var noise = new byte[1 + 2 * BLOCK];
        new Random(9).nextBytes(noise);
        noise[0] = 3;
        var bytes = ByteBuffer.wrap(noise);
        server.receive(bytes);

        assertThat(server.scheme()).isEqualTo(Scheme.SIMPLE);
        assertThat(server.isDone()).isTrue();
    }
}
