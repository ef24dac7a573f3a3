package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.sip.Messages.CAPABILITIES;
import static org.ringdown.sip.Messages.INVITE;
import static org.ringdown.sip.Messages.invite;
import static org.ringdown.sip.Messages.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    @Test
    void letsAGoodRequestPass() {
        assertThat(Validation.check(request(INVITE), CAPABILITIES)).isEmpty();
    }

    /** Each row changes one line of a good INVITE; an empty change removes it. */
    @ParameterizedTest(name = "{1} {2}: {0} -> {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    From: Alice <sip:alice@atlanta.example.com>;tag=1928301774 | 400 | Bad Request: From    | X-Any: y
                    To: "Bob" <sip:bob@biloxi.example.com>          | 400 | Bad Request: To                | X-Any: y
                    Call-ID: a84b4c76e66710@pc33.atlanta.example.com | 400 | Bad Request: Call-ID          | X-Any: y
                    Call-ID: a84b4c76e66710@pc33.atlanta.example.com | 400 | Bad Request: Call-ID          | Call-ID: a b
                    CSeq: 314159 INVITE                             | 400 | Bad Request: CSeq              | X-Any: y
                    CSeq: 314159 INVITE                             | 400 | Bad Request: CSeq              | CSeq: INVITE
                    CSeq: 314159 INVITE                             | 400 | Bad Request: CSeq method       | CSeq: 314159 BYE
                    CSeq: 314159 INVITE                             | 400 | Bad Request: CSeq method       | CSeq: 314159 invite
                    CSeq: 314159 INVITE                             | 400 | Bad Request: To                | CSeq: 314159 INVITE\\r\\nt: sip:a@b
                    CSeq: 314159 INVITE                             | 400 | Bad Request: Route             | CSeq: 314159 INVITE\\r\\nRoute: <sip:a@b>,
                    CSeq: 314159 INVITE                             | 400 | Bad Request: Record-Route      | CSeq: 314159 INVITE\\r\\nRecord-Route: x
                    CSeq: 314159 INVITE                             | 400 | Bad Request: Via               | CSeq: 314159 INVITE\\r\\nVia: SIP/2.0/UDP
                    CSeq: 314159 INVITE                             | 400 | Bad Request: Replaces          | CSeq: 314159 INVITE\\r\\nReplaces: x\\r\\nReplaces: y
                    Contact: <sip:alice@192.0.2.33:5066;transport=udp>;expires=60 | 400 | Bad Request: Contact | Contact: *, <sip:a@b>
                    Content-Length: 58                              | 400 | Bad Request: Content-Length    | Content-Length: 59
                    Content-Length: 58                              | 400 | Bad Request: Content-Length    | Content-Length: -58
                    Content-Length: 58                              | 400 | Bad Request: Content-Length    | Content-Length: 99999999999
                    Content-Type: application/sdp                   | 400 | Bad Request: Content-Type      | Content-Type: sdp
                    Content-Type: application/sdp                   | 400 | Bad Request: Content-Type      | X-Any: y
                    Content-Type: application/sdp                   | 415 | Unsupported Media Type         | Content-Type: text/html
                    Content-Type: application/sdp                   | 415 | Unsupported Media Type         | Content-Type: application/sdp\\r\\nContent-Encoding: gzip
                    Supported: timer, replaces                      | 420 | Bad Extension                  | Require: 100rel, hover
                    Supported: timer, replaces                      | 420 | Bad Extension                  | Require: "
                    Supported: timer, replaces                      | 406 | Not Acceptable                 | Accept: text/plain
                    INVITE sip:bob@biloxi.example.com SIP/2.0       | 416 | Unsupported URI Scheme         | INVITE tel:+12125551212 SIP/2.0
                    INVITE sip:bob@biloxi.example.com SIP/2.0       | 505 | Version Not Supported          | INVITE sip:bob@biloxi.example.com SIP/2.1
                    INVITE sip:bob@biloxi.example.com SIP/2.0       | 400 | Bad Request-URI                | INVITE bob SIP/2.0
                    """)
    void refusesOneThingWrong(String line, int status, String reason, String replacement) {
        var refusal =
                Validation.check(invite(line, replacement.replace("\\r\\n", "\r\n")), CAPABILITIES);

        assertThat(refusal)
                .map(it -> it.status() + " " + it.reason())
                .contains(status + " " + reason);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Max-Forwards: 70           | Max-Forwards: 0
                    Max-Forwards: 70           | X-Any: y
                    Max-Forwards: 70           | Max-Forwards: many
                    Max-Forwards: 70           | Date: yesterday
                    Supported: timer, replaces | Require: TIMER
                    Supported: timer, replaces | Proxy-Require: hover
                    Supported: timer, replaces | Content-Encoding: identity
                    Supported: timer, replaces | Expires: never
                    Content-Length: 58         | X-Any: y
                    Call-ID: a84b4c76e66710@pc33.atlanta.example.com | Call-ID: Zm9vYmFy==
                    From: Alice <sip:alice@atlanta.example.com>;tag=1928301774 | From: <sip:a@b>
                    Contact: <sip:alice@192.0.2.33:5066;transport=udp>;expires=60 | X-Any: y
                    Content-Type: application/sdp | Content-Type: Application/SDP;charset=utf-8
                    Content-Type: application/sdp | Content-Type: text/html\\r\\nContent-Disposition: icon;handling=Optional
                    """)
    void toleratesWhatDoesNoHarm(String line, String replacement) {
        var request = invite(line, replacement.replace("\\r\\n", "\r\n"));

        assertThat(Validation.check(request, CAPABILITIES)).isEmpty();
    }

    @Test
    void tellsAMethodWeDoNotAllowFromOneNobodyKnows() {
        var subscribe =
                Validation.check(
                        request(
                                INVITE.replace("INVITE sip", "SUBSCRIBE sip")
                                        .replace("9 INVITE", "9 SUBSCRIBE")),
                        CAPABILITIES);
        var dance =
                Validation.check(
                        request(
                                INVITE.replace("INVITE sip", "DANCE sip")
                                        .replace("9 INVITE", "9 DANCE")),
                        CAPABILITIES);

        assertThat(subscribe.orElseThrow().status()).isEqualTo(405);
        assertThat(dance.orElseThrow().status()).isEqualTo(501);
        assertThat(subscribe.orElseThrow().headers().first("Allow"))
                .contains("ACK, BYE, CANCEL, INVITE, MESSAGE, OPTIONS, REGISTER");
    }

    @Test
    void ignoresRequireWhereItMustNotBe() {
        for (var method : new String[] {"ACK", "CANCEL"}) {
            var text =
                    INVITE.replace("INVITE sip", method + " sip")
                            .replace("9 INVITE", "9 " + method)
                            .replace("Supported: timer", "Require: hover");
            assertThat(Validation.check(request(text), CAPABILITIES)).isEmpty();
        }
    }

    @Test
    void namesWhatIsNotSupported() {
        var refusal =
                Validation.check(
                        invite(
                                "Supported: timer, replaces",
                                "Require: timer, hover\r\nRequire: fly"),
                        CAPABILITIES);

        assertThat(refusal.orElseThrow().headers().all("Unsupported"))
                .containsExactly("hover", "fly");
    }

    @Test
    void namesWhatItReads() {
        var type =
                Validation.check(
                        invite("Content-Type: application/sdp", "Content-Type: a/b"), CAPABILITIES);
        var encoding =
                Validation.check(
                        invite("Supported: timer", "e: gzip\r\nSupported: timer"), CAPABILITIES);

        assertThat(type.orElseThrow().headers().first("Accept"))
                .contains("application/sdp, multipart/mixed");
        assertThat(encoding.orElseThrow().headers().first("Accept-Encoding")).contains("identity");
    }
}
