package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ringdown.sip.Messages.INVITE;
import static org.ringdown.sip.Messages.RINGING;
import static org.ringdown.sip.Messages.bytes;
import static org.ringdown.sip.Messages.parse;
import static org.ringdown.sip.Messages.resource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

class SipFramerTest {
    private final SipFramer framer = new SipFramer();
    private final List<Frame> frames = new ArrayList<>();

    private void feed(String text) throws MalformedException {
        framer.feed(bytes(text), frames::add);
    }

    @Test
    void findsMessagesInOnePiece() throws Exception {
        feed(INVITE + RINGING + INVITE);

        assertThat(frames).containsExactly(message(INVITE), message(RINGING), message(INVITE));
        assertThat(framer.isInsideMessage()).isFalse();
    }

    @Test
    void findsMessagesInPiecesOfAnySize() {
        var stream =
                (INVITE + "\r\n\r\n" + RINGING + "\r\n" + INVITE).getBytes(StandardCharsets.UTF_8);
        var expected = new ArrayList<Frame>();
        Invariants.feed(stream, stream.length, expected);

        for (int step = 1; step < stream.length; step++) {
            frames.clear();
            assertThat(Invariants.feed(stream, step, frames)).isTrue();
            assertThat(frames).isEqualTo(expected);
        }
    }

    @Test
    void findsMessagesInPiecesOfMixedSizes() throws Exception {
        var random = new Random(18);
        var stream = bytes((INVITE + RINGING).repeat(20));
        while (stream.hasRemaining()) {
            int size = Math.min(stream.remaining(), 1 + random.nextInt(700));
            framer.feed(stream.slice(stream.position(), size), frames::add);
            stream.position(stream.position() + size);
        }

        assertThat(frames).hasSize(40);
        assertThat(frames.getLast()).isEqualTo(message(RINGING));
    }

    @Test
    void handsOutNoMessageBeforeItsLastByte() throws Exception {
        for (int i = 0; i < INVITE.length() - 1; i++) {
            feed(INVITE.substring(i, i + 1));
            assertThat(frames).as("after byte " + i).isEmpty();
            assertThat(framer.isInsideMessage()).isTrue();
        }
        feed(INVITE.substring(INVITE.length() - 1));
        assertThat(frames).containsExactly(message(INVITE));
    }

    @Test
    void hearsPings() throws Exception {
        feed("\r\n\r\n");
        assertThat(frames).containsExactly(new Frame.Pong(), new Frame.Ping());

        frames.clear();
        feed("\r");
        feed("\n");
        assertThat(frames).containsExactly(new Frame.Pong());

        frames.clear();
        feed("\r\n" + RINGING);
        assertThat(frames).containsExactly(new Frame.Ping(), message(RINGING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 58\r\nContent-Length: 58",
                "Content-Length: 58\r\nl: 0",
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length:",
                "Content-Length: 58, 58",
                "Content-Length: 4294967354",
                "Content-Length: 65536",
                "X-Any: y"
            })
    void givesUpWhereNobodyKnowsTheLength(String line) {
        assertThatThrownBy(() -> feed(INVITE.replace("Content-Length: 58", line)))
                .isInstanceOf(MalformedException.class);
        assertThat(frames).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\r",
                "\rINVITE",
                " INVITE",
                "\0",
                "\u0016\u0003\u0001",
                "\r\n\r\n\n",
                "\u00ff"
            })
    void givesUpAtOnceWhereNoMessageBegins(String text) {
        assertThatThrownBy(() -> feed(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void handsOutWhatCameBeforeTheDamageAndNothingAfter() {
        assertThatThrownBy(() -> feed(INVITE + "\0" + INVITE))
                .isInstanceOf(MalformedException.class);
        assertThat(frames).hasSize(1);
        assertThatThrownBy(() -> feed(INVITE)).hasMessageContaining("framing was lost");
        assertThat(frames).hasSize(1);
    }

    @Test
    void skipsAMessageThatSaysNothingButItsLength() throws Exception {
        feed("HELLO WORLD\r\nContent-Length: 3\r\n\r\nabc" + RINGING);

        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).isInstanceOf(Frame.Dropped.class);
        assertThat(frames.getLast()).isEqualTo(message(RINGING));
    }

    @Test
    void boundsWhatItHolds() throws Exception {
        feed("INVITE sip:a@b SIP/2.0\r\n");
        assertThatThrownBy(() -> feed("X-Any: y\r\n".repeat(6000)))
                .hasMessageContaining("head over 32768 bytes");
    }

    @Test
    void readsTheLargestMessageAllowed() throws Exception {
        var head =
                INVITE.substring(0, INVITE.indexOf("v=0"))
                        .replace("Content-Length: 58", "Content-Length: %5d");
        int room = 65536 - head.replace("%5d", "00000").length();
        var largest = head.replace("%5d", "%05d".formatted(room)) + "x".repeat(room);

        feed(largest + RINGING);
        assertThat(frames).hasSize(2);
        assertThatThrownBy(() -> feed(head.replace("%5d", "%05d".formatted(room + 1))))
                .hasMessageContaining("over 65536 bytes");
    }

    /** RFC 4475 §3.1.1.8: what is surplus in a datagram is the next message of a stream. Its own length is two short. */
    @Test
    void readsBothRequestsOfOneSegment() {
        var segment = resource("rfc4475/dblreq.dat");

        assertThatThrownBy(() -> framer.feed(segment, frames::add))
                .isInstanceOf(MalformedException.class);
        assertThat(frames)
                .filteredOn(Frame.Message.class::isInstance)
                .extracting(frame -> ((Frame.Message) frame).message().headers().cseq().method())
                .containsExactly("REGISTER", "INVITE");
    }

    private static Frame message(String text) throws MalformedException {
        return new Frame.Message(parse(text));
    }
}
