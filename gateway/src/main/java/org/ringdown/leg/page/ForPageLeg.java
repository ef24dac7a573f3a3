package org.ringdown.leg.page;

import java.util.List;
import org.ringdown.call.Destination;
import org.ringdown.call.Info;
import org.ringdown.call.Keys;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;

/** What a user's mailbox tells the leg of one of its calls. */
public sealed interface ForPageLeg {
    /**
     * A page answered.
     *
     * @param pictures the codecs in which it wants to see and be seen
     */
    record Accept(Media media, List<Codec> codecs, List<Codec> pictures) implements ForPageLeg {
        public Accept {
            codecs = List.copyOf(codecs);
            pictures = List.copyOf(pictures);
        }
    }

    /** @param busy as 486 instead of 603 */
    record Decline(boolean busy) implements ForPageLeg {}

    /** All pages that could have answered are gone. */
    record NobodyLeft() implements ForPageLeg {}

    record HangUp() implements ForPageLeg {}

    /** The call's sound comes from and goes to this media from now on. */
    record Attached(Media media, List<Codec> codecs, List<Codec> pictures) implements ForPageLeg {
        public Attached {
            codecs = List.copyOf(codecs);
            pictures = List.copyOf(pictures);
        }
    }

    /** The page wants pictures from now on, or others, or none any more. */
    record Looks(List<Codec> pictures) implements ForPageLeg {
        public Looks {
            pictures = List.copyOf(pictures);
        }
    }

    /** The page that held the call has vanished; it may come back. */
    record Detached() implements ForPageLeg {}

    /** @param on or no longer */
    record Hold(boolean on) implements ForPageLeg {}

    /** Somebody else is to talk in the page's place. */
    record TransferTo(Destination to, String dialled) implements ForPageLeg {}

    /** The far ends of this call and of another one of the user are to talk to each other. */
    record Merge(String otherCall, String otherLeg) implements ForPageLeg {}

    /** The page's network loses packets, or does so no longer. */
    record Lossy(boolean on) implements ForPageLeg {}

    record Press(Keys keys) implements ForPageLeg {}

    record Say(Info info) implements ForPageLeg {}

    /**
     * The call is to be recorded, or no longer.
     *
     * @param page who asks, under {@code ref}
     */
    record Record(boolean on, String page, String ref) implements ForPageLeg {}
}
