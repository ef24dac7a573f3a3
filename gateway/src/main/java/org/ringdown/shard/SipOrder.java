package org.ringdown.shard;

import java.util.Optional;
import org.ringdown.call.Ending;
import org.ringdown.sip.Body;
import org.ringdown.sip.Headers;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.way.Way;

/** What the leg of a call wants its shard to do. */
public sealed interface SipOrder {
    String leg();

    /**
     * Calls a far end.
     *
     * @param call the id of the call that the leg belongs to
     * @param way to it
     * @param owner whose far end it is ({@code user:alice}, {@code trunk:pbx}), where that is known
     * @param offer our SDP; empty lets the far end offer ({@link SipEvent.AnsweredOffering}), as some old PBXs insist
     * @param more what else the INVITE says about the call: the caller's identity, who was called before, custom headers
     * @param hops how often it may be passed on (Max-Forwards)
     */
    record Invite(
            String leg,
            String call,
            String callId,
            SipUri target,
            Way way,
            Optional<String> owner,
            NameAddr from,
            NameAddr to,
            Optional<String> offer,
            Headers more,
            int hops)
            implements SipOrder {}

    /** A provisional response to the far end that called us; {@code sdp} makes it early media. */
    record Progress(String leg, int status, String reason, Optional<String> sdp)
            implements SipOrder {}

    /** @param sdp our answer, or our offer to one who called without */
    record Accept(String leg, String sdp) implements SipOrder {}

    /** Answers {@link SipEvent.Reoffered}; empty where the offer cannot be met (488). */
    record AnswerOffer(String leg, Optional<String> sdp) implements SipOrder {}

    /**
     * Offers the far end another session (a re-INVITE). Waits until nothing else is open within the dialog; of several that wait, the latest
     * counts. {@link SipEvent.OfferAnswered} or {@link SipEvent.OfferRefused} comes back for the one that went out.
     */
    record Offer(String leg, String sdp) implements SipOrder {}

    /**
     * Any other request within the dialog: REFER, NOTIFY, INFO, MESSAGE. {@link SipEvent.Responded} comes back.
     *
     * @param reference by which the leg knows it again
     * @param headers of the method, such as Refer-To; not those of the dialog
     */
    record Request(
            String leg, String reference, String method, Headers headers, Optional<Content> content)
            implements SipOrder {
        /** @param type its media type */
        public record Content(String type, String text) {}

        /** With the headers and the body that its method needs. */
        public SipRequest shape(SipRequest request) {
            var shaped = request.withHeaders(request.headers().toBuilder().addAll(headers).build());
            return content.map(body -> shaped.withBody(body.type(), Body.of(body.text())))
                    .orElse(shaped);
        }
    }

    /** The leg belongs to another call now, whose mailbox hears of it. */
    record Moved(String leg, String call) implements SipOrder {}

    /** Ends it in the way that its state demands: CANCEL, BYE or a final refusal. */
    record End(String leg, Ending ending) implements SipOrder {}
}
