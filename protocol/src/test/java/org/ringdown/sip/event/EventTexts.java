package org.ringdown.sip.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipParser;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.wire.MalformedException;

/** Messages for the tests of subscriptions. */
final class EventTexts {
    private EventTexts() {}

    /** Bob asks to watch Alice. */
    static SipRequest subscribe(String event, long cseq) {
        return request(
                """
                SUBSCRIBE sip:alice@example.com SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKs%d
                Max-Forwards: 70
                From: <sip:bob@example.com>;tag=b1
                To: <sip:alice@example.com>
                Call-ID: watch-1
                CSeq: %d SUBSCRIBE
                Contact: <sip:bob@192.0.2.2:5060>
                Event: %s
                Expires: 600

                """
                        .formatted(cseq, cseq, event));
    }

    static Dialog dialogOf(SipRequest subscribe) {
        return Dialog.asCallee(subscribe, Responses.to(subscribe, 200, "OK", "a1"));
    }

    static SipRequest request(String text) {
        try {
            var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return (SipRequest) SipParser.parse(ByteBuffer.wrap(bytes));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
