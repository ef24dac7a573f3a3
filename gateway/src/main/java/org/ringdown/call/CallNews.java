package org.ringdown.call;

import java.util.Optional;
import org.ringdown.call.CallSeen.Phase;
import org.ringdown.call.CallState.Calling;
import org.ringdown.call.CallState.Ended;
import org.ringdown.mailbox.Post;

/** Tells the users at the two ends of a call how it goes, whichever of their pages and phones carry it. Part of the call's mailbox. */
final class CallNews {
    private final String call;
    private final Placement placement;
    private final Post post;
    private Optional<Phase> told = Optional.empty();

    CallNews(String call, Placement placement, Post post) {
        this.call = call;
        this.placement = placement;
        this.post = post;
    }

    void tell(CallState state) {
        var phase =
                switch (state) {
                    case Calling _ -> Phase.RINGING;
                    case Ended _ -> Phase.OVER;
                    default -> Phase.TALKING;
                };
        if (told.filter(phase::equals).isPresent()) return;
        told = Optional.of(phase);
        var dialled = placement.invitation().dialled();
        var callee = new Party(dialled, Optional.of(dialled), Optional.empty());
        placement
                .callerUser()
                .ifPresent(user -> send(user, new CallSeen(call, false, phase, callee)));
        var caller = placement.invitation().caller();
        placement
                .to()
                .calledUser()
                .ifPresent(user -> send(user, new CallSeen(call, true, phase, caller)));
    }

    private void send(String user, CallSeen seen) {
        post.send("user:" + user, seen);
    }
}
