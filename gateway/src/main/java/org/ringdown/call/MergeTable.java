package org.ringdown.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallOrder.Adopt;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.GiveAway;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Merging;
import org.ringdown.call.CallState.Merging.Role;
import org.ringdown.call.CallState.Step;
import org.ringdown.call.CallState.Talking;

/** The table of a call that is to become one with another: whoever hangs up before a leg was given away wins. */
final class MergeTable {
    private static final int TIMEOUT = 408;
    private static final int GONE = 481;

    private MergeTable() {}

    static Step on(Merging now, CallEvent event) {
        return switch (event) {
            case Moving.Offer offer when isAwaited(now, offer) -> accept(now, offer);
            case Moving.Offer(var from, var to, _, _) ->
                    Step.to(
                            now,
                            new Say(from, new Moving.Decline(to, TransferTable.REQUEST_PENDING)));
            case Moving.Accept(var from)
                    when now.role() == Role.OFFERS && from.equals(now.with()) ->
                    give(now);
            case Moving.Decline(var from, var status)
                    when now.role() != Role.EXPECTS && from.equals(now.with()) ->
                    back(now, status);
            case Moving.Withdraw(var from, var status)
                    when now.role() != Role.OFFERS && from.equals(now.with()) ->
                    back(now, status);
            case Moving.Release given
                    when now.role() == Role.EXPECTS && given.from().equals(now.with()) ->
                    TalkTable.replaced(
                            now.talk(),
                            now.leaves(),
                            given.leg(),
                            given.hold(),
                            Optional.of(new Adopt(given, now.leaves())));
            case Moving.Went(var from) when now.role() == Role.FOLLOWS && from.equals(now.with()) ->
                    follow(now);
            case CallEvent.Leaves(var leg, var ending)
                    when now.role() == Role.FOLLOWS
                            && leg.equals(now.stays())
                            && ending.reason() == EndReason.HANGUP ->
                    follow(now);
            case Moving.Where where -> Step.to(now, where.nowhere());
            case CallEvent.WaitedTooLong() -> tooLate(now);
            case CallEvent.Replaces wish -> ReplaceTable.busy(now, wish);
            case CallEvent.Transfers wish when now.talk().has(wish.leg()) -> busy(now, wish.leg());
            case CallEvent.Merges merge when isOurs(now, merge) -> Step.to(now);
            case CallEvent.Merges merge ->
                    busy(now, merge.leg())
                            .after(CallState.cannot(merge, TransferTable.REQUEST_PENDING));
            default -> meanwhile(now, TalkTable.on(now.talk(), event));
        };
    }

    /** Both of the legs that leave may have asked for the same. */
    private static boolean isOurs(Merging now, CallEvent.Merges merge) {
        return merge.leg().equals(now.leaves()) && merge.other().equals(now.with());
    }

    private static boolean isAwaited(Merging now, Moving.Offer offer) {
        return now.role() == Role.ASKS
                && offer.from().equals(now.with())
                && offer.replaces().equals(now.leaves());
    }

    private static Step accept(Merging now, Moving.Offer offer) {
        var next = new Merging(now.talk(), now.call(), now.leaves(), now.with(), Role.EXPECTS);
        return Step.to(
                next,
                new StartPatience(Patience.RELEASE),
                new Say(offer.from(), new Moving.Accept(now.call())));
    }

    private static Step give(Merging now) {
        var ending = now.talk().seen(now.leaves(), TalkTable.transferred());
        return Step.to(
                new Ended(now.caller(), ending),
                new Part(now.stays()),
                new TellTransfer(now.leaves(), TransferProgress.DONE),
                new End(now.leaves(), ending),
                new GiveAway(now.stays(), now.with(), now.talk().holds().of(now.stays())),
                new Close(ending));
    }

    /** Our far end has been found by that of the other call: both have left us. */
    private static Step follow(Merging now) {
        var ending = now.talk().seen(now.leaves(), TalkTable.transferred());
        return CallState.end(now, ending)
                .after(new TellTransfer(now.leaves(), TransferProgress.DONE));
    }

    private static Step back(Merging now, int status) {
        return Step.to(now.talk(), new TellTransfer(now.leaves(), TransferProgress.failed(status)));
    }

    private static Step tooLate(Merging now) {
        var step = back(now, TIMEOUT);
        if (now.role() != Role.OFFERS) return step;
        return step.after(new Say(now.with(), new Moving.Withdraw(now.call(), TIMEOUT)));
    }

    private static Step busy(Merging now, String leg) {
        return Step.to(now, TellTransfer.pending(leg));
    }

    /** All else happens as it would if there were no other call; an end is told to that call too. */
    private static Step meanwhile(Merging now, Step step) {
        return switch (step.next()) {
            case Talking talk ->
                    step.in(new Merging(talk, now.call(), now.leaves(), now.with(), now.role()));
            case Ended(var caller, var ending, _) -> {
                var owed =
                        now.role() == Role.EXPECTS
                                ? Optional.of(now.with())
                                : Optional.<String>empty();
                yield Step.to(new Ended(caller, ending, owed), told(now, step.orders()));
            }
            default -> step;
        };
    }

    private static List<CallOrder> told(Merging now, List<CallOrder> orders) {
        var all = new ArrayList<>(orders);
        all.addFirst(
                new Say(
                        now.with(),
                        now.role() == Role.OFFERS
                                ? new Moving.Withdraw(now.call(), GONE)
                                : new Moving.Decline(now.call(), GONE)));
        return all;
    }
}
