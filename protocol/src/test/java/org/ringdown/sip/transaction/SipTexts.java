package org.ringdown.sip.transaction;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.wire.MalformedException;

/** Messages for the tests of transactions, and the flows they take. */
public final class SipTexts {
    public static final InetSocketAddress ALICE = new InetSocketAddress("192.0.2.1", 5060);
    public static final InetSocketAddress BOB = new InetSocketAddress("192.0.2.2", 5060);
    public static final Flow TO_BOB = Flow.udp(BOB, ALICE);
    public static final Flow TO_ALICE = Flow.udp(ALICE, BOB);
    public static final Flow TO_BOB_TCP = new Flow(Transport.TCP, BOB, ALICE, 7);
    public static final Flow TO_ALICE_TCP = new Flow(Transport.TCP, ALICE, BOB, 8);

    private SipTexts() {}

    /** A request of Alice's to Bob, outside any dialog. */
    public static SipRequest request(String method, String branch) {
        return request(method, branch, 1, "<sip:bob@example.com>");
    }

    public static SipRequest request(String method, String branch, long cseq, String to) {
        return (SipRequest)
                parse(
                        """
                        %s sip:bob@192.0.2.2 SIP/2.0
                        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=%s
                        Max-Forwards: 70
                        From: Alice <sip:alice@example.com>;tag=a1
                        To: %s
                        Call-ID: call-of-%s
                        CSeq: %d %s
                        Contact: <sip:alice@192.0.2.1>

                        """
                                .formatted(method, branch, to, branch, cseq, method));
    }

    /** The answer of a far end that has this tag. */
    public static SipResponse response(SipRequest request, int status, String toTag) {
        return Responses.to(request, status, "Reason", toTag);
    }

    /** The ACK for a 2xx: within the dialog, with a branch of its own. */
    public static SipRequest ack(SipRequest invite, String toTag, String branch) {
        var headers =
                invite.headers().toBuilder()
                        .remove("Via")
                        .add("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=" + branch)
                        .set("To", invite.headers().to().withTag(toTag).toString())
                        .set("CSeq", invite.headers().cseq().number() + " ACK")
                        .build();
        return new SipRequest("ACK", invite.uri(), headers, invite.body());
    }

    public static SipMessage parse(String text) {
        return parse(ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    public static SipMessage parse(ByteBuffer bytes) {
        try {
            return SipParser.parse(bytes);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
