package org.ringdown.call;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.call.CallEvent.Merges;
import org.ringdown.call.CallEvent.Transfers;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Entertain;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.SendAway;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallState.Ended;
import org.ringdown.call.CallState.Merging;
import org.ringdown.call.CallState.SendingAway;
import org.ringdown.call.CallState.Step;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.Ending.By;

/**
 * The table of a call whose far end is asked to go elsewhere by way of its own peer. Where it will not, the call is bridged here, and nobody
 * notices; where it goes, the call is over for us.
 */
final class AwayTable {
    private static final int TIMEOUT = 408;
    private static final int GONE = 481;

    private AwayTable() {}

    /** To an address. */
    static Step send(Talking now, Transfers wish, Outside to) {
        String stays = now.other(wish.leg());
        return Step.to(
                new SendingAway(now, wish, true, false, false, false),
                new Part(stays),
                new Entertain(stays),
                new TellTransfer(wish.leg(), TransferProgress.TRYING),
                new StartPatience(Patience.ANSWER),
                new SendAway(stays, to, wish.leg()));
    }

    /** To the far end of another call, which is asked where that is. */
    static Step ask(Talking now, Merges wish, String peer) {
        var where =
                new Moving.Where(
                        wish.call(), wish.other(), wish.otherLeg(), peer, Optional.empty());
        return Step.to(
                new SendingAway(now, wish, false, false, false, false),
                new TellTransfer(wish.leg(), TransferProgress.TRYING),
                new StartPatience(Patience.OFFER),
                new Say(wish.other(), where));
    }

    /** The other call: it says where its far end is, and waits for what becomes of that. */
    static Step tell(Talking now, Moving.Where where) {
        if (where.place().isEmpty() || !now.has(where.leaves()))
            return Step.to(now, where.nowhere());
        return Step.to(
                new Merging(now, where.to(), where.leaves(), where.from(), Merging.Role.FOLLOWS),
                new StartPatience(Patience.FOLLOW),
                new Say(where.from(), new Moving.Stands(where.to(), where.place())));
    }

    static Step on(SendingAway now, CallEvent event) {
        return switch (event) {
            case Moving.Stands(var from, var place) when !now.sent() && from.equals(other(now)) ->
                    place.map(to -> send(now, to)).orElseGet(() -> bridge(now));
            case CallEvent.Goes(var leg) when leg.equals(now.stays()) ->
                    Step.to(now.going(), new StartPatience(Patience.RING));
            case CallEvent.WillNotGo(var leg) when leg.equals(now.stays()) && !now.goes() ->
                    bridge(now);
            case CallEvent.OnItsWay(var leg, var progress) when leg.equals(now.stays()) ->
                    progress(now, progress);
            case CallEvent.WaitedTooLong() -> now.goes() ? fail(now, TIMEOUT) : bridge(now);
            case CallEvent.Leaves(var leg, var ending) when leg.equals(now.stays()) ->
                    gone(now, ending);
            case CallEvent.Leaves(var leg, var ending) when leg.equals(now.by()) && !now.left() ->
                    leave(now, ending);
            case CallEvent.Holds(var leg, var how) when leg.equals(now.stays()) ->
                    Step.to(now.with(now.talk().holds().with(leg, Optional.of(how))));
            case CallEvent.Unholds(var leg) when leg.equals(now.stays()) ->
                    Step.to(now.with(now.talk().holds().without(leg)));
            case CallEvent.Wish wish when wish.leg().equals(now.by()) && now.left() -> Step.to(now);
            case CallEvent.Wish wish when now.talk().has(wish.leg()) ->
                    Step.to(now, TellTransfer.pending(wish.leg()));
            case Merges merge ->
                    Step.to(now, CallState.cannot(merge, TransferTable.REQUEST_PENDING));
            case CallEvent.Replaces wish -> ReplaceTable.busy(now, wish);
            case Moving.Offer(var from, var to, _, _) ->
                    Step.to(
                            now,
                            new Say(from, new Moving.Decline(to, TransferTable.REQUEST_PENDING)));
            case Moving.Where where -> Step.to(now, where.nowhere());
            case CallEvent.TalkedTooLong() ->
                    end(now, Ending.of(EndReason.LIMIT_REACHED, By.SYSTEM));
            case CallEvent.Barred(var ending) -> end(now, ending);
            case CallEvent.Stopping() -> end(now, Ending.of(EndReason.HANGUP, By.SYSTEM));
            default -> Step.to(now);
        };
    }

    private static Step send(SendingAway now, Outside to) {
        return Step.to(
                now.asked(),
                new StartPatience(Patience.ANSWER),
                new SendAway(now.stays(), to, now.by()));
    }

    /** As if its peer had never been asked. */
    private static Step bridge(SendingAway now) {
        return switch (now.wish()) {
            case Transfers wish -> TalkTable.seek(now.talk(), wish, now.left());
            case Merges wish ->
                    TalkTable.join(now.talk(), wish)
                            .after(withdraw(wish, TransferTable.REQUEST_PENDING));
        };
    }

    private static Step progress(SendingAway now, TransferProgress progress) {
        var going = now.going();
        return switch (progress.stage()) {
            case TRYING -> Step.to(going);
            case RINGING -> rings(going, progress);
            case DONE -> done(now);
            case FAILED -> fail(now, progress.status());
        };
    }

    private static Step rings(SendingAway now, TransferProgress progress) {
        if (now.rang() || now.left()) return Step.to(now.ringing());
        return Step.to(now.ringing(), new TellTransfer(now.by(), progress));
    }

    /** The far end is elsewhere: nothing of this call is left with us. */
    private static Step done(SendingAway now) {
        var ending = now.talk().seen(now.by(), TalkTable.transferred());
        var orders = new ArrayList<CallOrder>();
        if (now.wish() instanceof Merges wish)
            orders.add(new Say(wish.other(), new Moving.Went(wish.call())));
        if (!now.left()) {
            orders.add(new TellTransfer(now.by(), TransferProgress.DONE));
            orders.add(new End(now.by(), ending));
        }
        orders.add(new End(now.stays(), ending));
        orders.add(new Close(ending));
        return Step.to(new Ended(now.caller(), ending), orders);
    }

    /** Whoever has said that they go, and hangs up, has gone; not all of them say so before. */
    private static Step gone(SendingAway now, Ending ending) {
        return now.goes() && ending.reason() == EndReason.HANGUP
                ? done(now)
                : end(now, now.talk().seen(now.stays(), ending));
    }

    private static Step leave(SendingAway now, Ending ending) {
        boolean mayLeave =
                now.mayLeave()
                        || now.wish() instanceof Transfers
                                && ending.reason() == EndReason.NETWORK_LOST;
        if (!mayLeave) return end(now, now.talk().seen(now.by(), ending));
        return Step.to(
                now.leaving(),
                new Depart(now.by(), now.talk().seen(now.by(), TalkTable.transferred())));
    }

    private static Step fail(SendingAway now, int status) {
        return fail(now, OptionalInt.of(status));
    }

    /** The call comes back to whoever wanted to give it away. */
    private static Step fail(SendingAway now, OptionalInt status) {
        if (now.left()) return end(now, Ending.of(EndReason.UNAVAILABLE, By.CALLEE));
        var failed = new TellTransfer(now.by(), TransferProgress.failed(status));
        return switch (now.wish()) {
            case Merges wish -> Step.to(now.talk(), withdraw(wish, status.orElse(TIMEOUT)), failed);
            case Transfers _ -> {
                var back = now.talk().with(now.talk().holds().without(now.by()));
                var orders = new ArrayList<CallOrder>();
                orders.add(failed);
                orders.addAll(TalkTable.tellHolds(back));
                if (back.holds().letSoundPass()) orders.add(new Join(back.callee()));
                yield Step.to(back, orders);
            }
        };
    }

    private static Step end(SendingAway now, Ending ending) {
        var step = CallState.end(now, ending);
        return now.wish() instanceof Merges wish ? step.after(withdraw(wish, GONE)) : step;
    }

    private static Say withdraw(Merges wish, int status) {
        return new Say(wish.other(), new Moving.Withdraw(wish.call(), status));
    }

    private static String other(SendingAway now) {
        return now.wish() instanceof Merges wish ? wish.other() : "";
    }
}
