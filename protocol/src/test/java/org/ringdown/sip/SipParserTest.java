package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ringdown.sip.Messages.CAPABILITIES;
import static org.ringdown.sip.Messages.INVITE;
import static org.ringdown.sip.Messages.RINGING;
import static org.ringdown.sip.Messages.bytes;
import static org.ringdown.sip.Messages.crlf;
import static org.ringdown.sip.Messages.parse;
import static org.ringdown.sip.Messages.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.wire.MalformedException;

class SipParserTest {
    @Test
    void readsARequest() {
        var invite = request(INVITE);

        assertThat(invite.method()).isEqualTo(Methods.INVITE);
        assertThat(invite.uri()).hasToString("sip:bob@biloxi.example.com");
        assertThat(invite.headers().via().branch()).contains("z9hG4bKnashds8");
        assertThat(invite.headers().to().displayName()).isEqualTo("Bob");
        assertThat(invite.headers().from().tag()).contains("1928301774");
        assertThat(invite.headers().callId()).isEqualTo("a84b4c76e66710@pc33.atlanta.example.com");
        assertThat(invite.headers().cseq()).isEqualTo(new CSeq(314159, "INVITE"));
        assertThat(invite.headers().contentType()).contains(MediaType.SDP);
        assertThat(invite.body().text()).startsWith("v=0\r\n").endsWith("192.0.2.33\r\n");
    }

    @Test
    void readsAResponse() throws Exception {
        var ringing = (SipResponse) parse(RINGING);

        assertThat(ringing.status()).isEqualTo(180);
        assertThat(ringing.reason()).isEqualTo("Ringing");
        assertThat(ringing.isProvisional()).isTrue();
        assertThat(ringing.headers().to().tag()).contains("a6c85cf");
    }

    @Test
    void writesWhatItReadWithALengthOfItsOwn() throws Exception {
        var invite = request(INVITE);
        var longer = invite.withBody("text/plain", Body.of("h\u00e4llo"));

        assertThat(SipParser.parse(ByteBuffer.wrap(invite.toBytes()))).isEqualTo(invite);
        assertThat(new String(longer.toBytes(), StandardCharsets.UTF_8))
                .endsWith("Content-Length: 6\r\n\r\nh\u00e4llo");
        assertThat(new String(invite.withoutBody().toBytes(), StandardCharsets.UTF_8))
                .doesNotContain("Content-Type")
                .endsWith("\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void readsADirectBufferAndLeavesItsPositionAlone() throws Exception {
        var direct = ByteBuffer.allocateDirect(2000).position(100);
        direct.put(bytes(INVITE)).flip().position(100);

        assertThat(SipParser.parse(direct)).isEqualTo(request(INVITE));
        assertThat(direct.position()).isEqualTo(100);
    }

    @Test
    void skipsLineEndsBeforeAndBytesAfterTheMessage() {
        assertThat(request("\r\n\r\n" + INVITE + "surplus")).isEqualTo(request(INVITE));
    }

    @Test
    void takesTheRestOfADatagramForTheBodyWhereNoLengthIsGiven() {
        assertThat(request(INVITE.replace("Content-Length: 58\r\n", "")).body())
                .isEqualTo(request(INVITE).body());
    }

    @Test
    void refusesOrDoubtsEveryTruncation() throws Exception {
        for (int size = 0; size < INVITE.length(); size++) {
            var cut = ByteBuffer.wrap(INVITE.getBytes(StandardCharsets.UTF_8), 0, size);
            assertThat(Outcome.of(cut)).as(size + " bytes").isIn("discard", "400");
        }
        for (int size = 0; size < RINGING.length(); size++) {
            var cut = ByteBuffer.wrap(RINGING.getBytes(StandardCharsets.UTF_8), 0, size);
            assertThatThrownBy(() -> SipParser.parse(cut))
                    .as(size + " bytes")
                    .isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "x",
                "INVITE",
                "INVITE sip:a@b\r\n",
                "INVITE sip:a@b HTTP/1.1\r\n",
                "INVITE sip:a@b SIP/2\r\n",
                "INVITE sip:a@b SIP/two.0\r\n",
                "INVITE SIP/2.0\r\n",
                "IN(ITE sip:a@b SIP/2.0\r\n",
                " INVITE sip:a@b SIP/2.0\r\n",
                "SIP/2.0 200 OK\r\n",
                "SIP/3.0 200 OK\r\n",
                "SIP/2.0 99 x\r\n",
                "SIP/2.0 700 x\r\n",
                "SIP/2.0 0200 OK\r\n",
                "SIP/2.0  200 OK\r\n",
                "SIP/2.0\r\n",
                "SIP/2.0 2x0 OK\r\n",
                "SIP/2.0 -20 OK\r\n",
                "INVITE sip:a@b SIP/2.0\r\nTo: x\r\n\r\n",
                "\0\0\0\0"
            })
    void refusesWhatNobodyCouldAnswer(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\0\0\0\0"})
    void knowsADatagramThatOnlyKeepsThePathOpen(String text) {
        assertThat(SipParser.isKeepAlive(bytes(text))).isTrue();
        assertThat(SipParser.isKeepAlive(bytes(text + "x"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon\r\n",
                ": no name\r\n",
                "na me: x\r\n",
                "X-Any: a\0b\r\n",
                "X-Any: a\nb\r\n",
                "X-Any: a\rb\r\n",
                "X-Any: \u0001\r\n",
                "X-Any: \"a\\\nb\"\r\n",
                " folded\0\r\n",
                "\u00fc: x\r\n"
            })
    void answers400ToALineItCannotRead(String line) {
        var request =
                request(INVITE.replace("Max-Forwards: 70\r\n", "Max-Forwards: 70\r\n" + line));

        assertThat(Validation.check(request, CAPABILITIES)).map(Refusal::status).contains(400);
        var answer =
                new String(
                        Responses.to(request, 400, "Bad Request", "t").toBytes(),
                        StandardCharsets.UTF_8);
        assertThat(answer.replace("\r\n", "")).doesNotContain("\r", "\n", "\0", "\u0001");
    }

    @Test
    void refusesAResponseWithALineItCannotRead() {
        assertThatThrownBy(() -> parse(RINGING.replace("Contact:", "X-Any\r\nContact:")))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void readsNamesInLatin1AndUtf8() throws Exception {
        var text = INVITE.replace("Alice <", "\"J\u00f6rg \ufffd\" <");
        var utf8 =
                (SipRequest)
                        SipParser.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        var latin1 =
                (SipRequest)
                        SipParser.parse(
                                ByteBuffer.wrap(
                                        text.replace(" \ufffd", "")
                                                .getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(utf8.headers().from().displayName()).isEqualTo("J\u00f6rg \ufffd");
        assertThat(latin1.headers().from().displayName()).isEqualTo("J\u00f6rg");
    }

    @Test
    void boundsEverything() throws Exception {
        assertThat(request(with("X-Any: " + "x".repeat(8000))).headers().has("X-Any")).isTrue();
        assertThatThrownBy(() -> parse(with("X-Any: " + "x".repeat(8192))))
                .hasMessageContaining("line over 8192 bytes");
        assertThatThrownBy(() -> parse(with("X-Any: a" + "\r\n b".repeat(2100))))
                .hasMessageContaining("header over");
        assertThat(request(with("X-Any: a\r\n".repeat(116) + "X-Any: a")).headers().size())
                .isEqualTo(128);
        assertThatThrownBy(() -> parse(with("X-Any: a\r\n".repeat(117) + "X-Any: a")))
                .hasMessageContaining("more than 128 headers");
        var eightThousand = "X-Any: " + "x".repeat(8000);
        assertThatThrownBy(() ->
                        parse(
                                with(
                                        String.join(
                                                "\r\n",
                                                eightThousand,
                                                eightThousand,
                                                eightThousand,
                                                eightThousand,
                                                eightThousand))))
                .hasMessageContaining("head over 32768 bytes");
        assertThatThrownBy(() -> parse(INVITE + "x".repeat(65536)))
                .hasMessageContaining("over 65536 bytes");
    }

    @Test
    void neverQuotesWhatItRefuses() {
        assertThatThrownBy(() -> parse(RINGING.replace("CSeq: 314159", "CSeq: hunter2")))
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void cannotBuildAMessageThatCouldNotBeWritten() throws Exception {
        var uri = Uri.parse("sip:a@b");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SipRequest("IN VITE", uri, Headers.NONE, Body.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SipRequest("A\r\n", uri, Headers.NONE, Body.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SipResponse(99, "", Headers.NONE, Body.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SipResponse(700, "", Headers.NONE, Body.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SipResponse(200, "a\r\nb", Headers.NONE, Body.EMPTY));
    }

    private static String with(String line) {
        return INVITE.replace("Max-Forwards: 70\r\n", crlf("Max-Forwards: 70\n") + line + "\r\n");
    }
}
