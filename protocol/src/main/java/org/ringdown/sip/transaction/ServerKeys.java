package org.ringdown.sip.transaction;

import java.util.Optional;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipRequest;

/** What else a server transaction is found by, besides its id. */
final class ServerKeys {
    private ServerKeys() {}

    /** An ACK to a 2xx has a branch of its own: it belongs to the INVITE of its dialog with its number (RFC 3261 §13.3.1.4). */
    record Ack(String callId, String localTag, String remoteTag, long cseq) {
        /** Of our 2xx, and of the ACK for it: both have the caller in From. */
        static Ack of(SipMessage message) {
            var headers = message.headers();
            return new Ack(
                    headers.callId(),
                    headers.to().tag().orElse(""),
                    headers.from().tag().orElse(""),
                    headers.cseq().number());
        }
    }

    /**
     * A request that reached us by two ways is the same but for its branch (RFC 3261 §8.2.2.2).
     *
     * <p>The URI is not in the rule, which is for one user agent. We are as many as we have lines: a proxy that forks a call to
     * two of them must find both.
     */
    record Merge(
            Transport transport,
            String uri,
            String callId,
            String fromTag,
            long cseq,
            String method) {
        /** Empty for a request within a dialog, which takes one way only. */
        static Optional<Merge> of(SipRequest request, Transport transport) {
            var headers = request.headers();
            if (headers.to().tag().isPresent()) return Optional.empty();
            return Optional.of(
                    new Merge(
                            transport,
                            request.uri().toString(),
                            headers.callId(),
                            headers.from().tag().orElse(""),
                            headers.cseq().number(),
                            request.method()));
        }
    }
}
