package org.ringdown.leg.page;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Party;
import org.ringdown.media.Codec;

/** What the leg of a call tells its user's mailbox, which tells the pages. */
public sealed interface FromPageLeg {
    String call();

    /** Somebody calls; all pages of the user ring. */
    record Incoming(
            String call,
            String leg,
            String sipCallId,
            Party remote,
            String dialled,
            Map<String, String> headers)
            implements FromPageLeg {
        public Incoming {
            headers = Map.copyOf(headers);
        }
    }

    record Ringing(String call, boolean early) implements FromPageLeg {}

    /** The far end has chosen: the page is to send this codec. */
    record Chosen(String call, Codec codec) implements FromPageLeg {}

    record Answered(String call) implements FromPageLeg {}

    record KeysHeard(String call, String digits) implements FromPageLeg {}

    /** @param by as the page sees it */
    record Over(
            String call,
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
