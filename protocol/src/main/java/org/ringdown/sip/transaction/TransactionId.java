package org.ringdown.sip.transaction;

import org.ringdown.sip.Methods;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.Via;

/** What makes a message part of a transaction (RFC 3261 §17.1.3, §17.2.3). To anyone above it is a name. */
public sealed interface TransactionId {
    /** One of ours: our branch, and the method, since a CANCEL has the branch of its INVITE. */
    record Client(String branch, String method) implements TransactionId {}

    /** One of another's, who made its branch unique. */
    record Server(Transport transport, String branch, String sentBy, String method)
            implements TransactionId {}

    /** One of another's, who speaks RFC 2543 or left the branch at its cookie: all that does not change between repetitions. */
    record Old(
            Transport transport,
            String uri,
            String callId,
            String fromTag,
            long cseq,
            String via,
            String method)
            implements TransactionId {}

    /** The transaction that sending {@code request} begins. Its top Via must be ours. */
    static TransactionId sent(SipRequest request) {
        return new Client(branch(request.headers().via()), request.method());
    }

    /** The transaction of ours that a response belongs to, if we have it. */
    static TransactionId answered(SipResponse response) {
        return new Client(
                response.headers().via().branch().orElse(""), response.headers().cseq().method());
    }

    /**
     * The transaction that a request begins or repeats; nobody repeats a request by another transport under the same branch, so what
     * looks like it is another sender's; of an ACK or CANCEL, that of its INVITE. */
    static TransactionId received(SipRequest request, Transport transport) {
        boolean companion = request.is(Methods.ACK) || request.is(Methods.CANCEL);
        var method = companion ? Methods.INVITE : request.method();
        var headers = request.headers();
        var via = headers.via();
        return via.hasUniqueBranch()
                ? new Server(transport, branch(via), via.sentBy().toString(), method)
                : new Old(
                        transport,
                        request.uri().toString(),
                        headers.callId(),
                        headers.from().tag().orElse(""),
                        headers.cseq().number(),
                        via.toString(),
                        method);
    }

    private static String branch(Via via) {
        return via.branch()
                .orElseThrow(() -> new IllegalArgumentException("a Via without a branch"));
    }
}
