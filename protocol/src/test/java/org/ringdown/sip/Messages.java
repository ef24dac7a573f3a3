package org.ringdown.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.ringdown.wire.MalformedException;

/** What the tests of this package send around. */
final class Messages {
    static final Capabilities CAPABILITIES =
            new Capabilities(
                    Set.of("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "MESSAGE"),
                    Set.of("timer", "100rel"),
                    Set.of("sip", "sips"),
                    Set.of("application/sdp", "multipart/mixed"));

    /** A call as a phone places it: RFC 3261 §24.2 F1, with the SDP of RFC 4566 §5 cut to what is needed. */
    static final String INVITE =
            crlf(
                    """
                    INVITE sip:bob@biloxi.example.com SIP/2.0
                    Via: SIP/2.0/UDP pc33.atlanta.example.com:5066;rport;branch=z9hG4bKnashds8
                    Max-Forwards: 70
                    To: "Bob" <sip:bob@biloxi.example.com>
                    From: Alice <sip:alice@atlanta.example.com>;tag=1928301774
                    Call-ID: a84b4c76e66710@pc33.atlanta.example.com
                    CSeq: 314159 INVITE
                    Contact: <sip:alice@192.0.2.33:5066;transport=udp>;expires=60
                    Allow: INVITE, ACK, CANCEL, OPTIONS, BYE
                    Supported: timer, replaces
                    Content-Type: application/sdp
                    Content-Length: 58

                    v=0
                    o=- 1 1 IN IP4 192.0.2.33
                    s=-
                    c=IN IP4 192.0.2.33
                    """);

    static final String RINGING =
            crlf(
                    """
                    SIP/2.0 180 Ringing
                    Via: SIP/2.0/UDP pc33.atlanta.example.com;branch=z9hG4bKnashds8;received=192.0.2.1
                    To: Bob <sip:bob@biloxi.example.com>;tag=a6c85cf
                    From: Alice <sip:alice@atlanta.example.com>;tag=1928301774
                    Call-ID: a84b4c76e66710@pc33.atlanta.example.com
                    CSeq: 314159 INVITE
                    Contact: <sip:bob@192.0.2.4>
                    Content-Length: 0

                    """);

    private Messages() {}

    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static SipMessage parse(String text) throws MalformedException {
        return SipParser.parse(bytes(text));
    }

    static SipRequest request(String text) {
        try {
            return (SipRequest) parse(text);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** The INVITE above with one line changed. */
    static SipRequest invite(String line, String replacement) {
        if (!INVITE.contains(line)) throw new IllegalArgumentException(line);
        return request(INVITE.replace(line, replacement));
    }

    static ByteBuffer resource(String path) {
        try (var in = Messages.class.getResourceAsStream(path)) {
            return ByteBuffer.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
