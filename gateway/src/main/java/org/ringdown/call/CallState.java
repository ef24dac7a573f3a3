package org.ringdown.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Found;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.MediaReplaced;
import org.ringdown.call.CallEvent.NotFound;
import org.ringdown.call.CallEvent.RangTooLong;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SaysInfo;
import org.ringdown.call.CallEvent.SpeaksEarly;
import org.ringdown.call.CallEvent.Stopping;
import org.ringdown.call.CallEvent.TalkedTooLong;
import org.ringdown.call.CallOrder.Close;
import org.ringdown.call.CallOrder.End;
import org.ringdown.call.CallOrder.Invite;
import org.ringdown.call.CallOrder.Join;
import org.ringdown.call.CallOrder.PassInfo;
import org.ringdown.call.CallOrder.PassKeys;
import org.ringdown.call.CallOrder.StartRingTimer;
import org.ringdown.call.CallOrder.StartTalkTimer;
import org.ringdown.call.CallOrder.TellAnswered;
import org.ringdown.call.CallOrder.TellEarly;
import org.ringdown.call.CallOrder.TellRinging;
import org.ringdown.call.Ending.By;
import org.ringdown.media.Codec;

/**
 * What a call is at one moment, and the table of what happens next: state and event in, next state and orders out.
 *
 * <pre>
 *   Calling ──Answers──▶ Talking ──Leaves──▶ Ended
 *      └──────Leaves, NotFound, RangTooLong────▲
 * </pre>
 */
public sealed interface CallState {
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

    record Talking(String caller, String callee) implements CallState {}

    record Ended(String caller, Ending ending) implements CallState {}

    /** The next state, and what is to be done, in this order. */
    record Step(CallState next, List<CallOrder> orders) {
        private Step after(CallOrder first) {
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
            case Talking talking -> whileTalking(talking, event);
            case Ended _ -> go(state);
        };
    }

    private static Step whileCalling(Calling now, CallEvent event) {
        return switch (event) {
            case Found(var legs, var complete) -> invite(now, legs, complete);
            case NotFound(var ending) -> end(now, ending);
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
            case Stopping() -> end(now, Ending.of(EndReason.UNAVAILABLE, By.SYSTEM));
            default -> go(now);
        };
    }

    private static Step whileTalking(Talking now, CallEvent event) {
        return switch (event) {
            case Leaves(var leg, var ending)
                    when leg.equals(now.caller) || leg.equals(now.callee) ->
                    end(now, ending);
            case MediaReplaced(var leg) when leg.equals(now.caller) || leg.equals(now.callee) ->
                    go(now, new Join(now.callee));
            case KeysPressed(var leg, var keys) when leg.equals(now.caller) ->
                    go(now, new PassKeys(now.callee, keys));
            case KeysPressed(var leg, var keys) when leg.equals(now.callee) ->
                    go(now, new PassKeys(now.caller, keys));
            case SaysInfo(var leg, var info) when leg.equals(now.caller) ->
                    go(now, new PassInfo(now.callee, info));
            case SaysInfo(var leg, var info) when leg.equals(now.callee) ->
                    go(now, new PassInfo(now.caller, info));
            // An answer that crossed the winner's: the latecomer learns that it lost.
            case Answers(var leg, _) when !leg.equals(now.callee) ->
                    go(now, new End(leg, elsewhere()));
            case Found(var legs, _) ->
                    go(now, legs.stream().map(leg -> new End(leg, elsewhere())).toList());
            case TalkedTooLong() -> end(now, Ending.of(EndReason.LIMIT_REACHED, By.SYSTEM));
            case Stopping() -> end(now, Ending.of(EndReason.HANGUP, By.SYSTEM));
            default -> go(now);
        };
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
        return go(new Talking(now.caller, winner), orders);
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

    private static Step end(CallState now, Ending ending) {
        var orders = new ArrayList<CallOrder>();
        orders.add(new End(now.caller(), ending));
        switch (now) {
            case Calling calling -> calling.fork.forEach(leg -> orders.add(new End(leg, ending)));
            case Talking talking -> orders.add(new End(talking.callee, ending));
            case Ended _ -> {}
        }
        orders.add(new Close(ending));
        return go(new Ended(now.caller(), ending), orders);
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

    private static Ending elsewhere() {
        return Ending.of(EndReason.ANSWERED_ELSEWHERE, By.CALLEE);
    }

    private static Step go(CallState next, CallOrder... orders) {
        return new Step(next, List.of(orders));
    }

    private static Step go(CallState next, List<? extends CallOrder> orders) {
        return new Step(next, List.copyOf(orders));
    }
}
