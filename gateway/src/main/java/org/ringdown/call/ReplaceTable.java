package org.ringdown.call;

import java.util.LinkedHashSet;
import java.util.Optional;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallOrder.Welcome;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Replacing;
import org.ringdown.call.CallState.Step;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.Ending.By;

/**
 * The table of a call where somebody has come for the place of one side, and is being let in. Whoever stays hears of it once it is so; whoever is
 * replaced may hang up before.
 */
final class ReplaceTable {
    private ReplaceTable() {}

    static Step begin(Talking now, CallEvent.Replaces wish) {
        return Step.to(
                new Replacing(now, wish.leg(), wish.comes(), false),
                new StartPatience(Patience.OFFER),
                new Welcome(wish.comes(), now.other(wish.leg()), wish.codecs()));
    }

    /** Whoever comes for a place that is not to be had. */
    static Step decline(CallState now, CallEvent.Replaces wish) {
        return Step.to(now, new End(wish.comes(), declined()));
    }

    /** Whoever comes while the call is being changed already. */
    static Step busy(CallState now, CallEvent.Replaces wish) {
        return Step.to(now, new End(wish.comes(), Ending.of(EndReason.BUSY, By.SYSTEM)));
    }

    static Ending declined() {
        return Ending.of(EndReason.DECLINED, By.SYSTEM);
    }

    /** A candidate more, in whose place another one is to go. */
    static LinkedHashSet<String> joined(java.util.SequencedSet<String> fork, String comes) {
        var all = new LinkedHashSet<>(fork);
        all.add(comes);
        return all;
    }

    static Step on(Replacing now, CallEvent event) {
        return switch (event) {
            case CallEvent.Answers(var leg, _) when leg.equals(now.comes()) -> come(now);
            case CallEvent.Leaves(var leg, var ending) when leg.equals(now.comes()) ->
                    back(now, ending);
            case CallEvent.WaitedTooLong() ->
                    back(now, Ending.of(EndReason.UNAVAILABLE, By.SYSTEM));
            case CallEvent.Leaves(var leg, var ending)
                    when leg.equals(now.leaves()) && !now.left() ->
                    leave(now, ending);
            case CallEvent.Replaces wish -> busy(now, wish);
            case CallEvent.Wish wish when now.talk().has(wish.leg()) ->
                    Step.to(now, TellTransfer.pending(wish.leg()));
            case CallEvent.Merges merge ->
                    Step.to(now, CallState.cannot(merge, TransferTable.REQUEST_PENDING));
            case Moving.Offer(var from, var to, _, _) ->
                    Step.to(
                            now,
                            new Say(from, new Moving.Decline(to, TransferTable.REQUEST_PENDING)));
            case Moving.Where where -> Step.to(now, where.nowhere());
            default -> meanwhile(now, TalkTable.on(now.talk(), event));
        };
    }

    private static Step come(Replacing now) {
        var step =
                TalkTable.replaced(
                        now.talk(), now.leaves(), now.comes(), Optional.empty(), Optional.empty());
        return now.left() ? step.without(Depart.class) : step;
    }

    private static Step back(Replacing now, Ending ending) {
        var end = new End(now.comes(), ending);
        if (now.left())
            return CallState.end(now, Ending.of(EndReason.HANGUP, side(now))).after(end);
        return Step.to(now.talk(), end);
    }

    private static By side(Replacing now) {
        return now.talk().side(now.leaves());
    }

    /** Whoever goes for another to come may well be the first to go. */
    private static Step leave(Replacing now, Ending ending) {
        return Step.to(
                new Replacing(now.talk(), now.leaves(), now.comes(), true),
                new Depart(now.leaves(), now.talk().seen(now.leaves(), ending)));
    }

    /** All else happens as it would if nobody came; where it ends the call, whoever comes is sent away. */
    private static Step meanwhile(Replacing now, Step step) {
        return switch (step.next()) {
            case Talking talk ->
                    step.in(new Replacing(talk, now.leaves(), now.comes(), now.left()));
            case Ended ended -> step.after(new End(now.comes(), ended.ending()));
            default -> step;
        };
    }
}
