package org.ringdown.call;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.limit.Refusal;
import org.ringdown.time.Timers;

/** What a leg sees of its call. To be used in the call's mailbox, but for {@link #address}, which anyone may post to. */
public interface LegHost {
    /** The id of the call. */
    String call();

    /** Where messages for this leg are posted: wrap them in {@link ToLeg}. */
    String address();

    /** Tells the call. Takes effect when the message that the leg is handling has been handled. */
    void tell(CallEvent event);

    /**
     * Rings somebody in place of this leg, which is about to leave.
     *
     * @return false where the call has been sent on so often that it goes round
     */
    boolean sendOn(Destination to);

    /** Has somebody else called at the expense of whoever wants that; says why it may not be. */
    Optional<Refusal> dial(Destination to);

    /** Has the call recorded from now on, or no longer; false where that may not be. */
    boolean record(boolean on);

    /** Posts {@code message} to this leg later, through the mailbox. */
    Timers.Timer later(String leg, Duration delay, Object message);
}
