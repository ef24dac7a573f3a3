package org.ringdown.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallOrder.Adopt;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Entertain;
import org.ringdown.call.CallOrder.Introduce;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.OfferLeg;
import org.ringdown.call.CallOrder.Part;
import org.ringdown.call.CallOrder.PassKeys;
import org.ringdown.call.CallOrder.Patience;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.Seek;
import org.ringdown.call.CallOrder.StartPatience;
import org.ringdown.call.CallOrder.TellHold;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallState.Merging;
import org.ringdown.call.CallState.Merging.Role;
import org.ringdown.call.CallState.Step;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.CallState.Transferring;
import org.ringdown.call.Ending.By;

/** The table of a call whose two sides talk, or hold each other. */
final class TalkTable {
    private static final int BAD_REQUEST = 400;

    private TalkTable() {}

    static Step on(Talking now, CallEvent event) {
        return switch (event) {
            case CallEvent.Leaves(var leg, var ending) when now.has(leg) -> end(now, leg, ending);
            case CallEvent.MediaReplaced(var leg) when now.has(leg) && now.holds().letSoundPass() ->
                    Step.to(now, new Join(now.callee()));
            case CallEvent.PicturesChanged(var leg) when now.has(leg) ->
                    Step.to(now, new CallOrder.Face(now.callee()));
            case CallEvent.KeysPressed(var leg, var keys)
                    when now.has(leg) && now.holds().isEmpty() ->
                    Step.to(now, new PassKeys(now.other(leg), keys));
            case CallEvent.SaysInfo(var leg, var info) when now.has(leg) ->
                    Step.to(now, new CallOrder.PassInfo(now.other(leg), info));
            case CallEvent.Holds(var leg, var how) when now.has(leg) ->
                    held(now, now.holds().with(leg, Optional.of(how)));
            case CallEvent.Unholds(var leg) when now.has(leg) ->
                    held(now, now.holds().without(leg));
            case CallEvent.Transfers transfer when now.has(transfer.leg()) ->
                    transfer(now, transfer);
            case CallEvent.Merges merge when now.has(merge.leg()) -> merge(now, merge);
            case CallEvent.Replaces wish when now.has(wish.leg()) -> ReplaceTable.begin(now, wish);
            case CallEvent.Replaces wish -> ReplaceTable.decline(now, wish);
            case Moving.Where where -> AwayTable.tell(now, where);
            case CallEvent.Merges merge ->
                    Step.to(now, CallState.cannot(merge, CallState.NO_SUCH_DIALOG));
            case Moving.Offer offer -> offered(now, offer);
            case Moving.Release late ->
                    Step.to(now, new CallOrder.TurnAway(late, CallState.elsewhere()));
            // An answer that crossed the winner's: the latecomer learns that it lost.
            case CallEvent.Answers(var leg, _) when !now.has(leg) ->
                    Step.to(now, new End(leg, CallState.elsewhere()));
            case CallEvent.Found(var legs, _) ->
                    Step.to(
                            now,
                            legs.stream().map(leg -> new End(leg, CallState.elsewhere())).toList());
            case CallEvent.TalkedTooLong() ->
                    CallState.end(now, Ending.of(EndReason.LIMIT_REACHED, By.SYSTEM));
            case CallEvent.Barred(var ending) -> CallState.end(now, ending);
            case CallEvent.Stopping() -> CallState.end(now, Ending.of(EndReason.HANGUP, By.SYSTEM));
            default -> Step.to(now);
        };
    }

    /** A person's doing is that of the side where the leg sits now, whichever it was made for. */
    static Step end(Talking now, String leg, Ending ending) {
        return CallState.end(now, now.seen(leg, ending));
    }

    private static Step held(Talking before, Holds holds) {
        var now = before.with(holds);
        if (holds.equals(before.holds())) return Step.to(before);
        var orders = new ArrayList<CallOrder>();
        if (!holds.letSoundPass()) orders.add(new Part(now.callee()));
        orders.addAll(tellHolds(now));
        if (holds.letSoundPass() && !before.holds().letSoundPass())
            orders.add(new Join(now.callee()));
        return Step.to(now, orders);
    }

    static List<CallOrder> tellHolds(Talking now) {
        boolean caller = now.holds().by(now.caller());
        boolean callee = now.holds().by(now.callee());
        return List.of(
                new TellHold(now.caller(), caller, callee),
                new TellHold(now.callee(), callee, caller));
    }

    private static Step transfer(Talking now, CallEvent.Transfers wish) {
        return wish.outside()
                .map(to -> AwayTable.send(now, wish, to))
                .orElseGet(() -> bridge(now, wish));
    }

    private static Step bridge(Talking now, CallEvent.Transfers wish) {
        String stays = now.other(wish.leg());
        return seek(now, wish, false)
                .after(new TellTransfer(wish.leg(), TransferProgress.TRYING))
                .after(new Entertain(stays))
                .after(new Part(stays));
    }

    /** Looks for who shall come; the side that waits hears music by now. */
    static Step seek(Talking now, CallEvent.Transfers wish, boolean left) {
        String stays = now.other(wish.leg());
        var next =
                new Transferring(
                        now,
                        wish.leg(),
                        wish.mayLeave(),
                        left,
                        new LinkedHashSet<>(),
                        false,
                        false,
                        Optional.empty());
        return Step.to(
                next,
                new StartPatience(Patience.RING),
                new Seek(wish.to(), wish.dialled(), wish.leg(), stays));
    }

    private static Step merge(Talking now, CallEvent.Merges wish) {
        if (wish.other().equals(wish.call())) {
            return Step.to(now, new TellTransfer(wish.leg(), TransferProgress.failed(BAD_REQUEST)));
        }
        return wish.peer()
                .map(peer -> AwayTable.ask(now, wish, peer))
                .orElseGet(() ->
                        join(now, wish)
                                .after(new TellTransfer(wish.leg(), TransferProgress.TRYING)));
    }

    /** The far ends of both calls are to be joined here. */
    static Step join(Talking now, CallEvent.Merges wish) {
        boolean mover = wish.call().compareTo(wish.other()) < 0;
        var next = new Merging(now, wish.call(), wish.leg(), wish.other(), role(mover));
        var patience = new StartPatience(mover ? Patience.OFFER : Patience.RELEASE);
        var first =
                mover
                        ? new OfferLeg(now.other(wish.leg()), wish.other(), wish.otherLeg())
                        : new Say(
                                wish.other(),
                                new CallEvent.Merges(
                                        wish.otherLeg(), wish.other(), wish.call(), wish.leg()));
        return Step.to(next, patience, first);
    }

    private static Role role(boolean mover) {
        return mover ? Role.OFFERS : Role.ASKS;
    }

    private static Step offered(Talking now, Moving.Offer offer) {
        if (!now.has(offer.replaces())) {
            return Step.to(
                    now,
                    new Say(
                            offer.from(),
                            new Moving.Decline(offer.to(), CallState.NO_SUCH_DIALOG)));
        }
        var next = new Merging(now, offer.to(), offer.replaces(), offer.from(), Role.EXPECTS);
        return Step.to(
                next,
                new StartPatience(Patience.RELEASE),
                new Say(offer.from(), new Moving.Accept(offer.to())));
    }

    /** Somebody has come for the place of {@code leaves}; {@code first} is what makes it so. */
    static Step replaced(
            Talking before,
            String leaves,
            String comes,
            Optional<Hold> hold,
            Optional<Adopt> adopts) {
        var now = before.replacing(leaves, comes, hold);
        String stays = before.other(leaves);
        var orders = new ArrayList<CallOrder>();
        adopts.ifPresent(orders::add);
        orders.add(new TellTransfer(leaves, TransferProgress.DONE));
        orders.add(new Depart(leaves, before.seen(leaves, transferred())));
        orders.add(new Introduce(stays, comes));
        orders.addAll(tellHolds(now));
        if (now.holds().letSoundPass()) orders.add(new Join(now.callee()));
        return Step.to(now, orders);
    }

    /** By whom, the side of the leg says. */
    static Ending transferred() {
        return Ending.of(EndReason.TRANSFERRED, By.CALLER);
    }
}
