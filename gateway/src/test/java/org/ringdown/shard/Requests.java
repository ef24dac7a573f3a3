package org.ringdown.shard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.SipRequest;
import org.ringdown.wire.MalformedException;

/** Requests as phones write them. */
public final class Requests {
    private Requests() {}

    public static SipRequest request(String method, int cseq, String from, String to) {
        var text =
                """
                %1$s sip:bob@198.51.100.1 SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.7:5060;branch=z9hG4bK-%1$s-%2$d
                Max-Forwards: 70
                From: %3$s
                To: %4$s
                Call-ID: call-1
                CSeq: %2$d %1$s
                Contact: <sip:phone@203.0.113.7>
                Content-Length: 0

                """
                        .formatted(method, cseq, from, to)
                        .replace("\n", "\r\n");
        try {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            return (SipRequest) SipParser.parse(bytes);
        } catch (MalformedException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
