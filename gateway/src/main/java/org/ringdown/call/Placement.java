package org.ringdown.call;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.limit.Lease;

/**
 * A call about to be placed.
 *
 * @param callerLeg the id that the caller's leg will have
 * @param caller makes that leg, inside the call's mailbox
 * @param callerUser the user who calls, whose watchers see the call
 * @param ringTimeout the caller's own patience, where it is less than the house's
 * @param longest how long it may talk, where that is less than the house lets everybody
 * @param lease what it counts as
 * @param recordable whether its sound may be kept
 */
public record Placement(
        String callerLeg,
        CallerLeg caller,
        Destination to,
        Invitation invitation,
        Optional<Duration> ringTimeout,
        Optional<Duration> longest,
        Optional<String> callerUser,
        Optional<Lease> lease,
        Recordable recordable) {
    /** Of a caller who is no user of ours. */
    public Placement(
            String callerLeg,
            CallerLeg caller,
            Destination to,
            Invitation invitation,
            Optional<Duration> ringTimeout) {
        this(
                callerLeg,
                caller,
                to,
                invitation,
                ringTimeout,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Recordable.NEVER);
    }

    /** That of a user, who has been proved to be the user. */
    public Placement by(String user) {
        return new Placement(
                callerLeg,
                caller,
                to,
                invitation,
                ringTimeout,
                longest,
                Optional.of(user),
                lease,
                recordable);
    }

    public Placement atMost(Optional<Duration> talk) {
        return new Placement(
                callerLeg,
                caller,
                to,
                invitation,
                ringTimeout,
                talk,
                callerUser,
                lease,
                recordable);
    }

    public Placement countedAs(Lease admitted) {
        return new Placement(
                callerLeg,
                caller,
                to,
                invitation,
                ringTimeout,
                longest,
                callerUser,
                Optional.of(admitted),
                recordable);
    }

    public Placement recorded(Recordable as) {
        return new Placement(
                callerLeg, caller, to, invitation, ringTimeout, longest, callerUser, lease, as);
    }

    /** Makes the leg of whoever places the call. */
    public interface CallerLeg {
        Leg make(String id, LegHost host);
    }
}
