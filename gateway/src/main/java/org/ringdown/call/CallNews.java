package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallSeen.Phase;
import org.ringdown.call.CallState.Calling;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Merging;
import org.ringdown.call.CallState.Replacing;
import org.ringdown.call.CallState.SendingAway;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.CallState.Transferring;
import org.ringdown.mailbox.Post;

/**
 * Tells the users at the two ends of a call how it goes, whichever of their pages and phones carry it; a user whose leg has left it has
 * nothing to do with it any more. Part of the call's mailbox.
 */
final class CallNews {
    private final String call;
    private final Post post;
    private final End caller;
    private final End callee;

    /** One side, as it was when the call was placed. */
    private static final class End {
        final Optional<String> user;
        final boolean inbound;
        final Party remote;

        /** The leg by which the user is in the call; empty while nobody has answered. */
        Optional<String> leg;

        Optional<Phase> told = Optional.empty();

        End(Optional<String> user, boolean inbound, Party remote, Optional<String> leg) {
            this.user = user;
            this.inbound = inbound;
            this.remote = remote;
            this.leg = leg;
        }
    }

    CallNews(String call, Placement placement, Post post) {
        this.call = call;
        this.post = post;
        var dialled = placement.invitation().dialled();
        var called = new Party(dialled, Optional.of(dialled), Optional.empty());
        this.caller =
                new End(placement.callerUser(), false, called, Optional.of(placement.callerLeg()));
        this.callee =
                new End(
                        placement.to().calledUser(),
                        true,
                        placement.invitation().caller(),
                        Optional.empty());
    }

    /** A user goes on with another phone. */
    void moved(String from, String to) {
        for (var end : List.of(caller, callee))
            if (end.leg.filter(from::equals).isPresent()) end.leg = Optional.of(to);
    }

    void tell(CallState state) {
        if (state instanceof Talking talking && callee.leg.isEmpty())
            callee.leg = Optional.of(talking.callee());
        tell(caller, state);
        tell(callee, state);
    }

    private void tell(End end, CallState state) {
        if (end.user.isEmpty()) return;
        var phase = phase(end, state);
        if (end.told.filter(phase::equals).isPresent()) return;
        end.told = Optional.of(phase);
        post.send("user:" + end.user.get(), new CallSeen(call, end.inbound, phase, end.remote));
    }

    private static Phase phase(End end, CallState state) {
        return switch (state) {
            case Calling _ -> Phase.RINGING;
            case Talking talking -> talks(end, talking);
            case Transferring moving ->
                    moving.left() && end.leg.filter(moving.by()::equals).isPresent()
                            ? Phase.OVER
                            : talks(end, moving.talk());
            case Merging merging -> talks(end, merging.talk());
            case Replacing replacing -> talks(end, replacing.talk());
            case SendingAway away ->
                    away.left() && end.leg.filter(away.by()::equals).isPresent()
                            ? Phase.OVER
                            : talks(end, away.talk());
            case Ended _ -> Phase.OVER;
        };
    }

    private static Phase talks(End end, Talking talking) {
        return end.leg.filter(talking::has).isPresent() ? Phase.TALKING : Phase.OVER;
    }
}
