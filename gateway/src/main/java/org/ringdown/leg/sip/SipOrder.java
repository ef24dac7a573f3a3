package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.call.Ending;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;

/** What the leg of a call wants its shard to do. */
sealed interface SipOrder {
    String leg();

    /**
     * Calls a far end.
     *
     * @param call the id of the call that the leg belongs to
     * @param way to it
     * @param offer our SDP
     */
    record Invite(
            String leg,
            String call,
            String callId,
            SipUri target,
            Way way,
            NameAddr from,
            NameAddr to,
            String offer)
            implements SipOrder {}

    /** A provisional response to the far end that called us; {@code sdp} makes it early media. */
    record Progress(String leg, int status, String reason, Optional<String> sdp)
            implements SipOrder {}

    record Accept(String leg, String sdp) implements SipOrder {}

    /** Answers an offer that the far end made within the call; empty where it cannot be met (488). */
    record AnswerOffer(String leg, Optional<String> sdp) implements SipOrder {}

    /** Ends it in the way that its state demands: CANCEL, BYE or a final refusal. */
    record End(String leg, Ending ending) implements SipOrder {}
}
