package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages made here, from typed values alone. */
class ComposeTest {
    private final SipUri registrar = SipUri.of(HostPort.of("example.com"));
    private final SipUri alice = SipUri.of("alice", HostPort.of("example.com"));

    private SipRequest register() {
        var headers =
                Headers.builder()
                        .from(NameAddr.of("Alice \"A\"", alice).withTag("1"))
                        .to(NameAddr.of(alice))
                        .callId("abc@192.0.2.1")
                        .cseq(new CSeq(1, Methods.REGISTER).next(Methods.REGISTER))
                        .maxForwards(70)
                        .contact(
                                Contact.of(SipUri.of("a", HostPort.of("2001:db8::1", 5070)))
                                        .withExpires(300))
                        .routes(
                                List.of(
                                        NameAddr.of(SipUri.of(HostPort.of("p1")).withParam("lr")),
                                        NameAddr.of(SipUri.of(HostPort.of("p2")))))
                        .expires(600)
                        .via(Via.of("TCP", HostPort.of("192.0.2.1", 5060), "z9hG4bKx"))
                        .build();
        return new SipRequest(Methods.REGISTER, registrar, headers, Body.EMPTY);
    }

    @Test
    void writesARequestThatReadsTheSame() throws Exception {
        assertThat(new String(register().toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        Messages.crlf(
                                """
                                REGISTER sip:example.com SIP/2.0
                                Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bKx;rport
                                From: "Alice \\"A\\"" <sip:alice@example.com>;tag=1
                                To: <sip:alice@example.com>
                                Call-ID: abc@192.0.2.1
                                CSeq: 2 REGISTER
                                Max-Forwards: 70
                                Contact: <sip:a@[2001:db8::1]:5070>;expires=300
                                Route: <sip:p1;lr>
                                Route: <sip:p2>
                                Expires: 600
                                Content-Length: 0

                                """));
        var read = (SipRequest) SipParser.parse(ByteBuffer.wrap(register().toBytes()));
        assertThat(read.withHeaders(read.headers().without("Content-Length")))
                .isEqualTo(register());
        assertThat(Validation.check(read, Messages.CAPABILITIES)).isEmpty();
    }

    @Test
    void countsTheBodyItselfWhateverTheHeadersSay() {
        var lying = register().withHeaders(register().headers().with("l", "999"));

        assertThat(new String(lying.toBytes(), StandardCharsets.UTF_8))
                .contains("\r\nContent-Length: 0\r\n")
                .doesNotContain("999");
    }

    @Test
    void putsWhatAPersonTypedWhereItCanDoNoHarm() throws Exception {
        var typed = "bob@evil.example>;tag=9\r\nRoute: <sip:evil.example>";
        var to = NameAddr.of("\",<sip:x@y>", SipUri.of(typed, HostPort.of("example.com")));

        assertThat(NameAddr.parse(to.toString())).isEqualTo(to);
        assertThat(((SipUri) NameAddr.parse(to.toString()).uri()).user()).isEqualTo(typed);
        assertThatIllegalArgumentException().isThrownBy(() -> NameAddr.of(typed, alice));
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.builder().callId("a\r\nb"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Via.of("UDP", HostPort.of("h"), "a\r\nb"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Via.of("U DP", HostPort.of("h"), "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CSeq(1, "A B"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CSeq(CSeq.MAX, "A").next("A"));
    }

    @Test
    void hasAReasonForEveryStatus() {
        assertThat(Reasons.of(487)).isEqualTo("Request Terminated");
        for (int status = 100; status < 700; status++) {
            assertThat(
                            new SipResponse(status, Reasons.of(status), Headers.NONE, Body.EMPTY)
                                    .reason())
                    .isNotEmpty();
        }
    }
}
