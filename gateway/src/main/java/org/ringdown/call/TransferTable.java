package org.ringdown.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import org.ringdown.call.CallOrder.Depart;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallOrder.Welcome;
import org.ringdown.call.CallState.Step;
import org.ringdown.call.CallState.Transferring;
import org.ringdown.call.Ending.By;

/** The table of a call one of whose sides is being replaced, while the other waits. */
final class TransferTable {
    static final int REQUEST_PENDING = 491;
    private static final int NOBODY_ANSWERED = 408;
    private static final int NOBODY_THERE = 480;

    private TransferTable() {}

    static Step on(Transferring now, CallEvent event) {
        return switch (event) {
            case CallEvent.Found(var legs, var complete) -> invite(now, legs, complete);
            case CallEvent.Rings(var leg) when now.fork().contains(leg) -> rings(now);
            case CallEvent.SpeaksEarly(var leg, _) when now.fork().contains(leg) -> rings(now);
            case CallEvent.Answers(var leg, _) when now.fork().contains(leg) -> answer(now, leg);
            case CallEvent.Leaves(var leg, var ending) when now.fork().contains(leg) ->
                    refuse(now, leg, ending);
            case CallEvent.Leaves(var leg, var ending) when leg.equals(now.by()) && !now.left() ->
                    leave(now, ending);
            case CallEvent.Leaves(var leg, var ending) when leg.equals(now.stays()) ->
                    CallState.end(now, now.talk().seen(leg, ending));
            case CallEvent.Holds(var leg, var how) when leg.equals(now.stays()) ->
                    hold(now, Optional.of(how));
            case CallEvent.Unholds(var leg) when leg.equals(now.stays()) ->
                    hold(now, Optional.empty());
            case CallEvent.Transfers wish when now.talk().has(wish.leg()) -> busy(now, wish.leg());
            case CallEvent.Merges merge ->
                    busy(now, merge.leg()).after(CallState.cannot(merge, REQUEST_PENDING));
            case CallEvent.Replaces wish when now.fork().contains(wish.leg()) ->
                    Step.to(
                            with(
                                    now,
                                    ReplaceTable.joined(now.fork(), wish.comes()),
                                    now.found(),
                                    now.refusal()),
                            new Welcome(wish.comes(), now.stays(), wish.codecs()));
            case CallEvent.Replaces wish -> ReplaceTable.busy(now, wish);
            case Moving.Where where -> Step.to(now, where.nowhere());
            case Moving.Offer(var from, var to, _, _) ->
                    Step.to(now, new Say(from, new Moving.Decline(to, REQUEST_PENDING)));
            case CallEvent.WaitedTooLong() ->
                    fail(now, Ending.of(EndReason.NO_ANSWER, By.SYSTEM), NOBODY_ANSWERED);
            case CallEvent.TalkedTooLong() ->
                    CallState.end(now, Ending.of(EndReason.LIMIT_REACHED, By.SYSTEM));
            case CallEvent.Barred(var ending) -> CallState.end(now, ending);
            case CallEvent.Stopping() -> CallState.end(now, Ending.of(EndReason.HANGUP, By.SYSTEM));
            default -> Step.to(now);
        };
    }

    private static Step invite(Transferring now, List<String> legs, boolean complete) {
        var fork = new LinkedHashSet<>(now.fork());
        fork.addAll(legs);
        var next = with(now, fork, complete, now.refusal());
        if (fork.isEmpty() && complete) return fail(next, refusal(next), NOBODY_THERE);
        return Step.to(next, legs.stream().map(Invite::new).toList());
    }

    private static Step rings(Transferring now) {
        if (now.rang()) return Step.to(now);
        var next =
                new Transferring(
                        now.talk(),
                        now.by(),
                        now.mayLeave(),
                        now.left(),
                        now.fork(),
                        now.found(),
                        true,
                        now.refusal());
        return Step.to(next, tell(now, TransferProgress.RINGING));
    }

    private static Step answer(Transferring now, String winner) {
        var orders = new ArrayList<CallOrder>();
        now.fork().stream()
                .filter(leg -> !leg.equals(winner))
                .forEach(leg -> orders.add(new End(leg, CallState.elsewhere())));
        var step =
                TalkTable.replaced(
                        now.talk(), now.by(), winner, Optional.empty(), Optional.empty());
        orders.addAll(step.orders());
        return Step.to(step.next(), orders);
    }

    private static Step refuse(Transferring now, String leg, Ending ending) {
        var fork = new LinkedHashSet<>(now.fork());
        fork.remove(leg);
        var gravest = now.refusal().map(before -> Ending.graver(before, ending)).orElse(ending);
        var next = with(now, fork, now.found(), Optional.of(gravest));
        boolean decided = ending.reason() == EndReason.DECLINED;
        boolean last = fork.isEmpty() && now.found();
        var rest = decided || last ? fail(next, gravest, NOBODY_THERE) : Step.to(next);
        return rest.after(new End(leg, ending));
    }

    /** The call comes back to whoever wanted to give it away; where they have left, there is nobody to come back to. */
    private static Step fail(Transferring now, Ending ending, int status) {
        if (now.left()) return CallState.end(now, ending);
        var back = now.talk().with(now.talk().holds().without(now.by()));
        var orders = new ArrayList<CallOrder>();
        now.fork().forEach(leg -> orders.add(new End(leg, ending)));
        int said = ending.status().map(Ending.Status::code).orElse(status);
        orders.addAll(tell(now, TransferProgress.failed(OptionalInt.of(said))));
        orders.addAll(TalkTable.tellHolds(back));
        if (back.holds().letSoundPass()) orders.add(new Join(back.callee()));
        return Step.to(back, orders);
    }

    private static Step leave(Transferring now, Ending ending) {
        boolean mayLeave = now.mayLeave() || ending.reason() == EndReason.NETWORK_LOST;
        if (!mayLeave) return CallState.end(now, now.talk().seen(now.by(), ending));
        var next =
                new Transferring(
                        now.talk(),
                        now.by(),
                        now.mayLeave(),
                        true,
                        now.fork(),
                        now.found(),
                        now.rang(),
                        now.refusal());
        return Step.to(
                next, new Depart(now.by(), now.talk().seen(now.by(), TalkTable.transferred())));
    }

    private static Step hold(Transferring now, Optional<Hold> how) {
        var talk = now.talk().with(now.talk().holds().with(now.stays(), how));
        var next =
                new Transferring(
                        talk,
                        now.by(),
                        now.mayLeave(),
                        now.left(),
                        now.fork(),
                        now.found(),
                        now.rang(),
                        now.refusal());
        return Step.to(next);
    }

    private static Step busy(Transferring now, String leg) {
        boolean same = leg.equals(now.by()) && now.left();
        return same ? Step.to(now) : Step.to(now, TellTransfer.pending(leg));
    }

    private static List<TellTransfer> tell(Transferring now, TransferProgress progress) {
        return now.left() ? List.of() : List.of(new TellTransfer(now.by(), progress));
    }

    private static Ending refusal(Transferring now) {
        return now.refusal().orElse(Ending.of(EndReason.UNAVAILABLE, By.CALLEE));
    }

    private static Transferring with(
            Transferring now, SequencedSet<String> fork, boolean found, Optional<Ending> refusal) {
        return new Transferring(
                now.talk(), now.by(), now.mayLeave(), now.left(), fork, found, now.rang(), refusal);
    }
}
