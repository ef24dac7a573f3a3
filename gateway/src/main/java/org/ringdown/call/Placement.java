package org.ringdown.call;

import java.time.Duration;
import java.util.Optional;

/**
 * A call about to be placed.
 *
 * @param callerLeg the id that the caller's leg will have
 * @param caller makes that leg, inside the call's mailbox
 * @param ringTimeout the caller's own patience, where it is less than the house's
 */
public record Placement(
        String callerLeg,
        CallerLeg caller,
        Destination to,
        Invitation invitation,
        Optional<Duration> ringTimeout) {
    /** Makes the leg of whoever places the call. */
    public interface CallerLeg {
        Leg make(String id, LegHost host);
    }
}
