package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.call.Hold;
import org.ringdown.sdp.Direction;

/**
 * Who holds, as one SIP leg sees it: what our descriptions say of it, and what the far end's say (RFC 3264 §8.4).
 *
 * <p>The far end's ways to hold are {@code sendonly}, {@code inactive}, and the address 0.0.0.0; it has let go when it wants to hear us again.
 */
final class SipHold {
    private boolean ours;
    private Optional<Hold> theirs = Optional.empty();
    private Optional<Hold> told = Optional.empty();

    /** The other side holds this far end, or no longer; whether that is news. */
    boolean ours(boolean on) {
        boolean news = ours != on;
        ours = on;
        return news;
    }

    /** The most that we want: an answer of ours says it, less what the far end's offer takes away (RFC 3264 §6.1). */
    Direction wish() {
        return ours ? Direction.SENDONLY : Direction.SENDRECV;
    }

    /** What our next offer says: where both hold nothing flows; whoever lets go says so, whatever the other does. */
    Direction offer() {
        return ours && theirs.isPresent() ? Direction.INACTIVE : wish();
    }

    /** An offer of theirs leaves this of ours. */
    void offered(Direction left) {
        theirs = left.sends() ? Optional.empty() : Optional.of(hold(left));
    }

    /** Their answer leaves this of what we offered; what we did not offer it says nothing about. */
    void answered(Direction offered, Direction left) {
        if (offered.sends()) offered(left);
    }

    private static Hold hold(Direction left) {
        return left.receives() ? Hold.PLAYING : Hold.SILENT;
    }

    /** How the far end holds, if that is not what the call was told before; whoever asks tells the call. */
    boolean isNews() {
        return !told.equals(theirs);
    }

    Optional<Hold> tell() {
        told = theirs;
        return told;
    }
}
