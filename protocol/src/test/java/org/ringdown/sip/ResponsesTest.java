package org.ringdown.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ringdown.sip.Messages.INVITE;
import static org.ringdown.sip.Messages.bytes;
import static org.ringdown.sip.Messages.crlf;
import static org.ringdown.sip.Messages.invite;
import static org.ringdown.sip.Messages.request;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesTest {
    private static final String PROXIED =
            INVITE.replace(
                    "Max-Forwards: 70",
                    crlf("""
                    Via: SIP/2.0/TCP b, SIP/2.0/UDP c
                    Record-Route: <sip:p1;lr>
                    Record-Route: <sip:p2;lr>
                    Timestamp: 54
                    Max-Forwards: 70\
                    """)
                            .strip());

    @Test
    void carriesWhatTheSenderNeedsToFindItsRequest() throws Exception {
        var ringing = Responses.to(request(PROXIED), 180, "Ringing", "ours");

        assertThat(ringing.startLine()).isEqualTo("SIP/2.0 180 Ringing");
        assertThat(ringing.headers())
                .extracting(Header::toString)
                .containsExactly(
                        "Via: SIP/2.0/UDP pc33.atlanta.example.com:5066;rport;branch=z9hG4bKnashds8",
                        "Via: SIP/2.0/TCP b, SIP/2.0/UDP c",
                        "From: Alice <sip:alice@atlanta.example.com>;tag=1928301774",
                        "To: \"Bob\" <sip:bob@biloxi.example.com>;tag=ours",
                        "Call-ID: a84b4c76e66710@pc33.atlanta.example.com",
                        "CSeq: 314159 INVITE",
                        "Record-Route: <sip:p1;lr>",
                        "Record-Route: <sip:p2;lr>");
        assertThat(SipParser.parse(bytes(new String(ringing.toBytes()))))
                .isInstanceOf(SipResponse.class);
    }

    @Test
    void keepsTheRouteForResponsesThatMakeADialog() {
        assertThat(Responses.to(request(PROXIED), 200, "OK", "t").headers().recordRoutes())
                .hasSize(2);
        assertThat(Responses.to(request(PROXIED), 100, "Trying").headers().recordRoutes())
                .isEmpty();
        assertThat(Responses.to(request(PROXIED), 486, "Busy Here", "t").headers().recordRoutes())
                .isEmpty();
    }

    @Test
    void tryingHasTheTimestampAndNoTag() {
        var trying = Responses.to(request(PROXIED), 100, "Trying");

        assertThat(trying.headers().first("Timestamp")).contains("54");
        assertThat(trying.headers().to().tag()).isEmpty();
    }

    @Test
    void leavesATagThatIsThere() {
        var bye =
                invite(
                        "To: \"Bob\" <sip:bob@biloxi.example.com>",
                        "To: sip:bob@biloxi.example.com;tag=theirs");

        assertThat(Responses.to(bye, 200, "OK", "ours").headers().first("To"))
                .contains("sip:bob@biloxi.example.com;tag=theirs");
    }

    @Test
    void answersARequestWithHardlyAnyHeaders() {
        var bare =
                request(
                        "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP c\r\nTo: \"\r\nContent-Length: 0\r\n\r\n");
        var refusal = new Refusal(400, "Bad Request", Headers.builder().add("X-Any", "y").build());

        assertThat(Responses.to(bare, refusal, "t").headers())
                .extracting(Header::toString)
                .containsExactly("Via: SIP/2.0/UDP c", "To: \"", "X-Any: y");
    }

    @Test
    void refusesATagThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Responses.to(request(INVITE), 200, "OK", "a\r\nb"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Responses.to(request(INVITE), 200, "OK", ""));
    }

    /** RFC 3261 §18.2.1, RFC 3581 §4. */
    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SIP/2.0/UDP 192.0.2.1:5060;branch=a                 | 192.0.2.1   | SIP/2.0/UDP 192.0.2.1:5060;branch=a
                    SIP/2.0/UDP 192.0.2.1:5060;branch=a                 | 192.0.2.2   | SIP/2.0/UDP 192.0.2.1:5060;branch=a;received=192.0.2.2
                    SIP/2.0/UDP host.example;branch=a                   | 192.0.2.2   | SIP/2.0/UDP host.example;branch=a;received=192.0.2.2
                    SIP/2.0/UDP 192.0.2.1;rport;branch=a                | 192.0.2.1   | SIP/2.0/UDP 192.0.2.1;rport=4000;branch=a;received=192.0.2.1
                    SIP/2.0/UDP 192.0.2.1;rport=1;received=9.9.9.9      | 192.0.2.2   | SIP/2.0/UDP 192.0.2.1;rport=4000;received=192.0.2.2
                    SIP/2.0/UDP 192.0.2.1;received=9.9.9.9              | 192.0.2.1   | SIP/2.0/UDP 192.0.2.1
                    SIP/2.0/UDP [2001:db8::1];branch=a                  | 2001:db8::1 | SIP/2.0/UDP [2001:db8::1];branch=a
                    SIP/2.0/UDP [::ffff:192.0.2.1];branch=a             | 192.0.2.1   | SIP/2.0/UDP [::ffff:192.0.2.1];branch=a
                    SIP/2.0/UDP h                                       | 2001:db8::1 | SIP/2.0/UDP h;received=2001:db8:0:0:0:0:0:1
                    """)
    void notesWhereARequestCameFrom(String via, String source, String stamped) {
        var request =
                invite(
                        "Via: SIP/2.0/UDP pc33.atlanta.example.com:5066;rport;branch=z9hG4bKnashds8",
                        "Via: " + via + ", SIP/2.0/TCP next");
        var noted =
                ResponseTarget.stamp(
                        request, new InetSocketAddress(InetAddress.ofLiteral(source), 4000));

        assertThat(noted.headers().all("Via")).containsExactly(stamped, "SIP/2.0/TCP next");
        assertThat(noted.headers().from()).isEqualTo(request.headers().from());
    }

    /** RFC 3261 §18.2.2, RFC 3581 §4; and never to those who did not ask. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                            SIP/2.0/UDP 192.0.2.1                                        | 192.0.2.1:5060
                            SIP/2.0/UDP 192.0.2.1:5080                                   | 192.0.2.1:5080
                            SIP/2.0/UDP h:5080;received=192.0.2.2                        | 192.0.2.2:5080
                            SIP/2.0/UDP h:5080;received=192.0.2.2;rport=4000             | 192.0.2.2:4000
                            SIP/2.0/TCP h:5080;received=192.0.2.2;rport=4000             | 192.0.2.2:5080
                            SIP/2.0/TLS h;received=192.0.2.2                             | 192.0.2.2:5061
                            SIP/2.0/UDP h:5080;received=2001:db8::1                      | 2001:db8:0:0:0:0:0:1:5080
                            SIP/2.0/UDP h;maddr=192.0.2.3;received=192.0.2.2;rport=4000  | 192.0.2.3:5060
                            SIP/2.0/UDP h;maddr=name.example;received=192.0.2.2          | 192.0.2.2:5060
                            SIP/2.0/UDP 127.0.0.1;maddr=127.0.0.2                        | 127.0.0.2:5060
                            SIP/2.0/UDP h;maddr=127.0.0.1;received=192.0.2.2             | nowhere
                            SIP/2.0/UDP h;maddr=224.0.1.75;received=192.0.2.2            | nowhere
                            SIP/2.0/UDP h;maddr=255.255.255.255;received=192.0.2.2       | nowhere
                            SIP/2.0/UDP h;maddr=0.0.0.0;received=192.0.2.2               | nowhere
                            SIP/2.0/UDP 255.255.255.255                                  | nowhere
                            SIP/2.0/UDP 239.1.2.3                                        | nowhere
                            SIP/2.0/UDP 0.0.0.0                                          | nowhere
                            SIP/2.0/UDP h;received=2130706433                            | nowhere
                    SIP/2.0/UDP [::]                                             | nowhere
                            SIP/2.0/UDP [ff02::1]                                        | nowhere
                            SIP/2.0/UDP h                                                | nowhere
                    """)
    void sendsResponsesWhereTheViaSays(String via, String expected) throws Exception {
        var target = ResponseTarget.of(Via.parse(via));

        assertThat(
                        target.map(it -> it.getAddress().getHostAddress() + ":" + it.getPort())
                                .orElse("nowhere"))
                .isEqualTo(expected);
    }
}
