package org.ringdown.shard;

import java.util.Optional;
import org.ringdown.sip.Body;
import org.ringdown.sip.Contact;
import org.ringdown.sip.HeadersBuilder;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Via;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SentBy;

/**
 * How our messages of one dialog say where we are: their Via and Contact, on whatever flow they leave.
 *
 * @param leg the user part of our Contact
 * @param call whose tags and branches they have
 * @param allow what may be asked of us within it
 * @param secure whether all that is said of it must be secret from hop to hop, and so our Contact says (RFC 3261 §8.1.1.8, §12.1.1)
 */
public record OurAddress(SipWork work, String leg, String call, String allow, boolean secure) {
    /** With our Via for a way, and so with a transaction of its own. */
    public SipRequest stamped(SipRequest request, Flow way) {
        return request.withHeaders(
                request.headers().toBuilder().prepend("Via", via(way).toString()).build());
    }

    public Via via(Flow way) {
        var via =
                Via.of(
                        way.transport().name(),
                        SentBy.of(work.sentBy(way)),
                        work.ids().branch(call));
        return via.withParams(via.params().with("rport"));
    }

    SipUri contact(Flow way) {
        var uri = SipUri.of(leg, SentBy.of(work.sentBy(way)));
        return switch (way.transport()) {
            case UDP -> uri;
            case TLS -> secure ? uri.withSecure(true) : named(uri, way); // RFC 5630 §3.1.4
            case TCP, WS -> named(uri, way);
            case WSS -> named(uri.withSecure(secure), way);
        };
    }

    private static SipUri named(SipUri uri, Flow way) {
        return uri.withParam("transport", way.transport().parameter());
    }

    /** What a message of ours that makes or keeps a dialog says: where we are, and what we can do. */
    public HeadersBuilder reachable(HeadersBuilder headers, Flow way) {
        return headers.contact(Contact.of(contact(way)))
                .set("Allow", allow)
                .set("Supported", Extensions.supported());
    }

    public SipResponse reachable(SipResponse response, Flow way, Optional<String> sdp) {
        var answered = response.withHeaders(reachable(response.headers().toBuilder(), way).build());
        return sdp.map(text -> answered.withBody(Sdp.TYPE, Body.of(text))).orElse(answered);
    }
}
