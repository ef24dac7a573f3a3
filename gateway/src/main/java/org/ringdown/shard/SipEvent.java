package org.ringdown.shard;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.Info;
import org.ringdown.sip.Headers;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.Uri;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.transaction.TransactionId;

/** What a shard tells the leg of a call. The leg never sees a retransmission. */
public sealed interface SipEvent {
    /**
     * 101 to 199.
     *
     * @param branch tells forked far ends apart
     * @param signalling where the far end's signalling comes from
     */
    record Progress(int status, Optional<String> sdp, String branch, InetAddress signalling)
            implements SipEvent {}

    /** @param sdp the far end's answer; empty where an early one stands */
    record Answered(Optional<String> sdp, InetAddress signalling) implements SipEvent {}

    /** The far end answers a call that brought no offer, with an offer of its own; {@link SipOrder.AnswerOffer} is owed. */
    record AnsweredOffering(String sdp, InetAddress signalling) implements SipEvent {}

    /** A final refusal, of the far end's or because nobody answered (408) or could be reached (503). */
    record Refused(int status, String reason, OptionalInt q850) implements SipEvent {}

    /**
     * The far end says that the call should go elsewhere, where its shard does not follow: that is for the policy of who called to decide.
     *
     * @param to addresses as they may be dialled, the best first
     * @param refused what it comes to where none of them may be
     */
    record Moved(List<String> to, Refused refused) implements SipEvent {
        public Moved {
            to = List.copyOf(to);
        }
    }

    /**
     * The far end that called us has changed its mind.
     *
     * @param elsewhere because somebody else has answered it (RFC 3326 §2), so that nobody here missed anything
     */
    record Canceled(boolean elsewhere) implements SipEvent {}

    record HungUp(OptionalInt q850) implements SipEvent {}

    /** An offer within the call; {@link SipOrder.AnswerOffer} is owed. Empty SDP asks for our offer. */
    record Reoffered(Optional<String> sdp, InetAddress signalling) implements SipEvent {}

    /** The far end's answer to our latest offer within the call. */
    record OfferAnswered(String sdp, InetAddress signalling) implements SipEvent {}

    /** Our offer within the call came to nothing: the session stays as it was. */
    record OfferRefused(int status, String reason) implements SipEvent {}

    /** What the far end says beside its sound; it has its answer already. */
    record Said(Info info) implements SipEvent {}

    /**
     * The far end wants somebody else to talk in its place; a {@link SipAnswer} is owed.
     *
     * @param target whom, as it would dial them
     * @param replaces the dialog whose other end is meant, where it is
     * @param news whether it wants to hear what becomes of that (RFC 4488)
     * @param asker who it is that says so
     */
    record Referred(
            TransactionId id,
            SipRequest request,
            String target,
            Optional<Replaces> replaces,
            boolean news,
            FindReplaced.Asker asker)
            implements SipEvent {}

    /**
     * The call is answered, and this is its dialog from now on.
     *
     * @param target where the far end is
     */
    record Established(DialogId dialog, Uri target) implements SipEvent {}

    /**
     * How far the far end has come that we have referred to somebody else (RFC 3515 §2.4.4); it has its answer already.
     *
     * @param status of its request there; empty where it says none that could be read
     */
    record ReferNews(OptionalInt status) implements SipEvent {}

    /** The far end pressed a key, and said so by INFO; it has its answer already. */
    record Pressed(DtmfInfo key) implements SipEvent {}

    /** The far end has forgotten the call, or does not answer any more: the dialog is over. */
    record Lost() implements SipEvent {}

    /**
     * What became of a {@link SipOrder.Request}: its final response, or 408 and 503 where none came.
     *
     * @param headers of the response; none where none came
     */
    record Responded(String reference, int status, String reason, Headers headers)
            implements SipEvent {
        public static Responded to(String reference, SipResponse response) {
            return new Responded(
                    reference, response.status(), response.reason(), response.headers());
        }

        public static Responded never(String reference, int status, String reason) {
            return new Responded(reference, status, reason, Headers.NONE);
        }
    }
}
