package org.ringdown.leg.page;

import java.util.List;
import org.ringdown.call.Info;
import org.ringdown.call.Keys;
import org.ringdown.media.Codec;
import org.ringdown.media.WebRtcMedia;

/** What a user's mailbox tells the leg of one of its calls. */
public sealed interface ForPageLeg {
    /** A page answered. */
    record Accept(WebRtcMedia media, List<Codec> codecs) implements ForPageLeg {
        public Accept {
            codecs = List.copyOf(codecs);
        }
    }

    /** @param busy as 486 instead of 603 */
    record Decline(boolean busy) implements ForPageLeg {}

    /** All pages that could have answered are gone. */
    record NobodyLeft() implements ForPageLeg {}

    record HangUp() implements ForPageLeg {}

    /** The call's sound comes from and goes to this PeerConnection from now on. */
    record Attached(WebRtcMedia media) implements ForPageLeg {}

    /** The page that held the call has vanished; it may come back. */
    record Detached() implements ForPageLeg {}

    record Press(Keys keys) implements ForPageLeg {}

    record Say(Info info) implements ForPageLeg {}
}
