package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** What a shard tells the leg of a call. The leg never sees a retransmission. */
sealed interface SipEvent {
    /**
     * 101 to 199.
     *
     * @param branch tells forked far ends apart
     * @param signalling where the far end's signalling comes from
     */
    record Progress(int status, Optional<String> sdp, String branch, InetAddress signalling)
            implements SipEvent {}

    record Answered(Optional<String> sdp, InetAddress signalling) implements SipEvent {}

    /** A final refusal, of the far end's or because nobody answered (408) or could be reached (503). */
    record Refused(int status, String reason, OptionalInt q850) implements SipEvent {}

    /** The far end that called us has changed its mind. */
    record Canceled() implements SipEvent {}

    record HungUp(OptionalInt q850) implements SipEvent {}

    /** An offer within the call; {@link SipOrder.AnswerOffer} is owed. Empty SDP asks for our offer. */
    record Reoffered(Optional<String> sdp, InetAddress signalling) implements SipEvent {}
}
