package org.ringdown.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Found;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.MediaReplaced;
import org.ringdown.call.CallEvent.RangTooLong;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SpeaksEarly;
import org.ringdown.call.CallEvent.Stopping;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.Say;
import org.ringdown.call.CallOrder.StartRingTimer;
import org.ringdown.call.CallOrder.StartTalkTimer;
import org.ringdown.call.CallOrder.TellAnswered;
import org.ringdown.call.CallOrder.TellEarly;
import org.ringdown.call.CallOrder.TellRinging;
import org.ringdown.call.CallOrder.TellTransfer;
import org.ringdown.call.CallOrder.TurnAway;
import org.ringdown.call.CallOrder.Welcome;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Codec;

/**
 * What a call is at one moment, and the table of what happens next: state and event in, next state and orders out.
 *
 * <pre>
 *   Calling ──Answers──▶ Talking ◀──Answers, or all refused── Transferring
 *      │                  │  │ ▲ └──────Transfers──────────────────▲
 *      │                  │  │ └──Declined── Merging
 *      │                  │  └──────Merges───▲  │
 *      └──Leaves, …──▶ Ended ◀──Leaves, Release─┘
 * </pre>
 *
 * <p>Beside these, from Talking and back: {@link Replacing} while somebody who has come for the place of one side is let in, and
 * {@link SendingAway} while a far end's own peer may send it elsewhere.
 */
public sealed interface CallState {
    /** What a call says that does not know of what another one speaks. */
    int NO_SUCH_DIALOG = 481;

    /** The leg of whoever placed the call. */
    String caller();

    /**
     * Nobody has answered yet.
     *
     * @param fork the candidates that may still answer; empty while nobody was found yet
     * @param found whether all candidates are known
     * @param rang whether the caller was told that it rings
     * @param heard the candidate whose early sound the caller hears
     * @param refusal the gravest refusal so far
     */
    record Calling(
            String caller,
            SequencedSet<String> fork,
            boolean found,
            boolean rang,
            Optional<String> heard,
            Optional<Ending> refusal)
            implements CallState {}

    /** Two sides talk, unless they hold each other. */
    record Talking(String caller, String callee, Holds holds) implements CallState {
        boolean has(String leg) {
            return leg.equals(caller) || leg.equals(callee);
        }

        String other(String leg) {
            return leg.equals(caller) ? callee : caller;
        }

        Talking with(Holds now) {
            return new Talking(caller, callee, now);
        }

        /** A leg in the place of another; {@code hold} is how it holds, if it does. */
        Talking replacing(String leaves, String comes, Optional<Hold> hold) {
            var now = holds.without(leaves).with(comes, hold);
            return leaves.equals(caller)
                    ? new Talking(comes, callee, now)
                    : new Talking(caller, comes, now);
        }

        By side(String leg) {
            return leg.equals(caller) ? By.CALLER : By.CALLEE;
        }

        /** An ending that was the doing of somebody at this leg. */
        Ending seen(String leg, Ending ending) {
            return ending.by() == By.SYSTEM ? ending : ending.by(side(leg));
        }
    }

    /**
     * One side is being replaced: candidates ring for its place, and the other side hears music.
     *
     * @param by the leg that wants to be replaced
     * @param mayLeave whether it may hang up without ending the call
     * @param left whether it has
     */
    record Transferring(
            Talking talk,
            String by,
            boolean mayLeave,
            boolean left,
            SequencedSet<String> fork,
            boolean found,
            boolean rang,
            Optional<Ending> refusal)
            implements CallState {
        @Override
        public String caller() {
            return talk.caller;
        }

        String stays() {
            return talk.other(by);
        }
    }

    /**
     * This call and another are to become one: of each, one leg leaves and one stays.
     *
     * @param call the id of this call
     * @param leaves our leg that leaves
     * @param with the id of the other call
     */
    record Merging(Talking talk, String call, String leaves, String with, Role role)
            implements CallState {
        /** What this call waits for. */
        enum Role {
            /** It has asked the mover, which is to offer. */
            ASKS,
            /** It is the mover, and has offered. */
            OFFERS,
            /** It has accepted what was offered, and is to be given it. */
            EXPECTS,
            /** Its far end is where that of the other call is sent, by their own peer. */
            FOLLOWS
        }

        @Override
        public String caller() {
            return talk.caller;
        }

        String stays() {
            return talk.other(leaves);
        }
    }

    /**
     * Somebody has come for the place of one side, and is being let in.
     *
     * @param left whether whoever is replaced has hung up
     */
    record Replacing(Talking talk, String leaves, String comes, boolean left) implements CallState {
        @Override
        public String caller() {
            return talk.caller;
        }

        String stays() {
            return talk.other(leaves);
        }
    }

    /**
     * One side is asked to go elsewhere by way of its own peer.
     *
     * @param wish what the other side wanted
     * @param sent whether it has been asked; before, it is not known yet where to
     * @param left whether whoever wished it has left
     * @param goes whether it has said that it goes
     */
    record SendingAway(
            Talking talk,
            CallEvent.Wish wish,
            boolean sent,
            boolean left,
            boolean goes,
            boolean rang)
            implements CallState {
        @Override
        public String caller() {
            return talk.caller;
        }

        String by() {
            return wish.leg();
        }

        String stays() {
            return talk.other(by());
        }

        boolean mayLeave() {
            return wish instanceof CallEvent.Transfers transfer && transfer.mayLeave();
        }

        SendingAway asked() {
            return new SendingAway(talk, wish, true, left, goes, rang);
        }

        SendingAway leaving() {
            return new SendingAway(talk, wish, sent, true, goes, rang);
        }

        SendingAway going() {
            return new SendingAway(talk, wish, sent, left, true, rang);
        }

        SendingAway ringing() {
            return new SendingAway(talk, wish, sent, left, goes, true);
        }

        SendingAway with(Holds holds) {
            return new SendingAway(talk.with(holds), wish, sent, left, goes, rang);
        }
    }

    /**
     * @param owed the call that may still give us a leg; it would be turned away
     */
    record Ended(String caller, Ending ending, Optional<String> owed) implements CallState {
        public Ended(String caller, Ending ending) {
            this(caller, ending, Optional.empty());
        }
    }

    /** The next state, and what is to be done, in this order. */
    record Step(CallState next, List<CallOrder> orders) {
        static Step to(CallState next, CallOrder... orders) {
            return new Step(next, List.of(orders));
        }

        static Step to(CallState next, List<? extends CallOrder> orders) {
            return new Step(next, List.copyOf(orders));
        }

        /** The same, with the state wrapped. */
        Step in(CallState wrapped) {
            return new Step(wrapped, orders);
        }

        /** The same, but for orders of a kind. */
        Step without(Class<? extends CallOrder> kind) {
            return new Step(next, orders.stream().filter(it -> !kind.isInstance(it)).toList());
        }

        Step after(CallOrder first) {
            var all = new ArrayList<CallOrder>();
            all.add(first);
            all.addAll(orders);
            return new Step(next, List.copyOf(all));
        }
    }

    static CallState placedBy(String caller) {
        return new Calling(
                caller, new LinkedHashSet<>(), false, false, Optional.empty(), Optional.empty());
    }

    /** What is not in the table changes nothing. */
    static Step on(CallState state, CallEvent event) {
        return switch (state) {
            case Calling calling -> whileCalling(calling, event);
            case Talking talking -> TalkTable.on(talking, event);
            case Transferring transferring -> TransferTable.on(transferring, event);
            case Merging merging -> MergeTable.on(merging, event);
            case Replacing replacing -> ReplaceTable.on(replacing, event);
            case SendingAway away -> AwayTable.on(away, event);
            case Ended ended -> afterwards(ended, event);
        };
    }

    private static Step whileCalling(Calling now, CallEvent event) {
        return switch (event) {
            case Found(var legs, var complete) -> invite(now, legs, complete);
            case Rings(var leg) when now.fork.contains(leg) && !now.rang ->
                    go(rang(now), new TellRinging(false));
            case SpeaksEarly(var leg, var codecs) when now.fork.contains(leg) ->
                    go(
                            hears(now, leg),
                            new TellEarly(codecs),
                            new Join(leg),
                            new TellRinging(true));
            case Answers(var leg, var codecs) when now.fork.contains(leg) ->
                    answer(now, leg, codecs);
            case Leaves(var leg, var ending) when leg.equals(now.caller) -> end(now, ending);
            case Leaves(var leg, var ending) when now.fork.contains(leg) ->
                    refuse(now, leg, ending);
            case MediaReplaced(var leg) when leg.equals(now.caller) && now.heard.isPresent() ->
                    go(now, new Join(now.heard.get()));
            case RangTooLong() -> end(now, Ending.of(EndReason.NO_ANSWER, By.SYSTEM));
            case CallEvent.Barred(var ending) -> end(now, ending);
            case Stopping() -> end(now, Ending.of(EndReason.UNAVAILABLE, By.SYSTEM));
            case Moving.Offer offer ->
                    go(now, new Say(offer.from(), new Moving.Decline(offer.to(), NO_SUCH_DIALOG)));
            case CallEvent.Merges merge when merge.leg().equals(now.caller) ->
                    go(
                            now,
                            new TellTransfer(merge.leg(), TransferProgress.failed(NO_SUCH_DIALOG)),
                            cannot(merge, NO_SUCH_DIALOG));
            case CallEvent.Merges merge -> go(now, cannot(merge, NO_SUCH_DIALOG));
            case CallEvent.Transfers wish when wish.leg().equals(now.caller) ->
                    go(now, new TellTransfer(wish.leg(), TransferProgress.failed(NO_SUCH_DIALOG)));
            case CallEvent.Replaces wish when now.fork.contains(wish.leg()) ->
                    go(
                            new Calling(
                                    now.caller,
                                    ReplaceTable.joined(now.fork, wish.comes()),
                                    now.found,
                                    now.rang,
                                    now.heard,
                                    now.refusal),
                            new Welcome(wish.comes(), now.caller, wish.codecs()));
            case CallEvent.Replaces wish -> ReplaceTable.decline(now, wish);
            case Moving.Where where -> go(now, where.nowhere());
            default -> go(now);
        };
    }

    /** A leg that another call had begun to give us comes too late. */
    private static Step afterwards(Ended now, CallEvent event) {
        return switch (event) {
            case Moving.Release given -> go(now, new TurnAway(given, now.ending));
            case Moving.Offer offer ->
                    go(now, new Say(offer.from(), new Moving.Decline(offer.to(), NO_SUCH_DIALOG)));
            case CallEvent.Merges merge -> go(now, cannot(merge, NO_SUCH_DIALOG));
            case Moving.Where where -> go(now, where.nowhere());
            default -> go(now);
        };
    }

    /** The answer to another call that asked us to become one with it. */
    static Say cannot(CallEvent.Merges merge, int status) {
        return new Say(merge.other(), new Moving.Withdraw(merge.call(), status));
    }

    private static Step invite(Calling now, List<String> legs, boolean complete) {
        var fork = new LinkedHashSet<>(now.fork);
        fork.addAll(legs);
        var next = new Calling(now.caller, fork, complete, now.rang, now.heard, now.refusal);
        if (fork.isEmpty() && complete) return end(next, nobody(next));
        var orders = new ArrayList<CallOrder>();
        if (now.fork.isEmpty() && !legs.isEmpty()) orders.add(new StartRingTimer());
        legs.forEach(leg -> orders.add(new Invite(leg)));
        return go(next, orders);
    }

    private static Step answer(Calling now, String winner, List<Codec> codecs) {
        var orders = new ArrayList<CallOrder>();
        orders.add(new TellAnswered(codecs));
        orders.add(new Join(winner));
        orders.add(new StartTalkTimer());
        for (var leg : now.fork) {
            if (!leg.equals(winner)) orders.add(new End(leg, elsewhere()));
        }
        return go(new Talking(now.caller, winner, Holds.NONE), orders);
    }

    private static Step refuse(Calling now, String leg, Ending ending) {
        var fork = new LinkedHashSet<>(now.fork);
        fork.remove(leg);
        var heard = now.heard.filter(fork::contains);
        var refusal =
                now.refusal
                        .map(before -> Ending.graver(before, ending))
                        .or(() -> Optional.of(ending));
        var next = new Calling(now.caller, fork, now.found, now.rang, heard, refusal);
        // A decision of the person (603) speaks for all of their phones; anything else leaves the
        // others ringing.
        boolean decided = ending.reason() == EndReason.DECLINED;
        boolean last = fork.isEmpty() && now.found;
        var rest = decided || last ? end(next, refusal.get()) : go(next);
        return rest.after(new End(leg, ending)); // it has left the fork, and releases what it had
    }

    static Step end(CallState now, Ending ending) {
        var orders = new ArrayList<CallOrder>();
        legs(now).forEach(leg -> orders.add(new End(leg, ending)));
        if (now instanceof Transferring transferring) {
            var abandoned = abandoned(transferring, ending);
            transferring.fork.forEach(leg -> orders.add(new End(leg, abandoned)));
        }
        orders.add(new Close(ending));
        return go(new Ended(now.caller(), ending), orders);
    }

    /** All legs that still have to be told of an end. */
    private static List<String> legs(CallState now) {
        return switch (now) {
            case Calling calling -> join(List.of(calling.caller), calling.fork);
            case Talking talking -> List.of(talking.caller, talking.callee);
            case Merging merging -> legs(merging.talk);
            case Replacing replacing ->
                    replacing.left ? List.of(replacing.stays()) : legs(replacing.talk);
            case SendingAway away -> away.left ? List.of(away.stays()) : legs(away.talk);
            case Transferring transferring ->
                    transferring.left ? List.of(transferring.stays()) : legs(transferring.talk);
            case Ended _ -> List.of();
        };
    }

    /** For whoever still rings, those who hang up have only given up. */
    private static Ending abandoned(Transferring now, Ending ending) {
        return ending.reason() == EndReason.HANGUP && ending.by() != By.SYSTEM
                ? Ending.of(EndReason.CANCELED, now.talk.side(now.stays()))
                : ending;
    }

    private static List<String> join(Collection<String> some, Collection<String> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static Calling rang(Calling now) {
        return new Calling(now.caller, now.fork, now.found, true, now.heard, now.refusal);
    }

    private static Calling hears(Calling now, String leg) {
        return new Calling(now.caller, now.fork, now.found, true, Optional.of(leg), now.refusal);
    }

    private static Ending nobody(Calling now) {
        return now.refusal.orElse(Ending.of(EndReason.UNAVAILABLE, By.CALLEE));
    }

    static Ending elsewhere() {
        return Ending.of(EndReason.ANSWERED_ELSEWHERE, By.CALLEE);
    }

    private static Step go(CallState next, CallOrder... orders) {
        return new Step(next, List.of(orders));
    }

    private static Step go(CallState next, List<? extends CallOrder> orders) {
        return new Step(next, List.copyOf(orders));
    }
}
