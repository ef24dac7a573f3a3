package org.ringdown.leg.page;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Info;
import org.ringdown.call.Party;
import org.ringdown.call.TransferProgress;
import org.ringdown.limit.Refusal;
import org.ringdown.media.Codec;

/** What the leg of a call tells its user's mailbox, which tells the pages. */
public sealed interface FromPageLeg {
    /** The id of the leg: what pages know as their call. A user may have two legs of one call. */
    String leg();

    /** Somebody calls; all pages of the user ring. */
    record Incoming(
            String leg,
            String call,
            String sipCallId,
            Party remote,
            String dialled,
            Map<String, String> headers,
            boolean pictures)
            implements FromPageLeg {
        public Incoming {
            headers = Map.copyOf(headers);
        }
    }

    record Ringing(String leg, boolean early) implements FromPageLeg {}

    /**
     * The far end has chosen, or the network: the page is to send this codec.
     *
     * @param redundant and to say things again, where that was agreed
     */
    record Chosen(String leg, Codec codec, boolean redundant) implements FromPageLeg {}

    /**
     * What the two sides can show each other.
     *
     * @param theirs whether the other side wants to
     * @param codec in which the page is to be seen; empty where there are no pictures
     */
    record Faces(String leg, boolean theirs, Optional<Codec> codec) implements FromPageLeg {}

    record Answered(String leg) implements FromPageLeg {}

    record KeysHeard(String leg, String digits) implements FromPageLeg {}

    record InfoHeard(String leg, Info info) implements FromPageLeg {}

    /** The call is recorded from now on, or no longer. */
    record Recorded(String leg, boolean on) implements FromPageLeg {}

    /** Whether what the page asked for under {@code ref} is done. */
    record RecordAnswered(String leg, String page, String ref, boolean done)
            implements FromPageLeg {}

    /** Who holds: the page, the far end. */
    record HoldChanged(String leg, boolean local, boolean remote) implements FromPageLeg {}

    /** How far the transfer has come that the page asked for. */
    record Transferring(String leg, TransferProgress progress) implements FromPageLeg {}

    /** The transfer that the page asked for is one call too many, or not wanted. */
    record Barred(String leg, Refusal why) implements FromPageLeg {}

    /** Somebody else is at the far end now. */
    record Meets(String leg, Party remote) implements FromPageLeg {}

    /** The leg belongs to another call now. */
    record Moved(String leg, String call) implements FromPageLeg {}

    /**
     * @param by as the page sees it
     */
    record Over(
            String leg,
            EndReason reason,
            By by,
            Optional<Ending.Status> status,
            OptionalInt q850,
            long durationMs)
            implements FromPageLeg {}

    /** Whose doing it was, seen from the page. */
    enum By {
        LOCAL,
        REMOTE,
        SYSTEM
    }
}
