package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Lease;
import org.ringdown.media.Codec;

/**
 * What two calls say to each other when they become one: the mover, always the call with the smaller id, gives one leg to the other call, where
 * it takes the place of a leg that leaves.
 *
 * <pre>
 *   mover ──Offer──▶ taker
 *         ◀─Accept── or Decline
 *         ──Release─▶ or Withdraw
 * </pre>
 *
 * <p>Until Release the mover owns the leg, and whoever hangs up meanwhile wins. {@code from} is the id of the call that says so.
 */
public sealed interface Moving extends CallEvent {
    String from();

    /**
     * @param to the id of the taker
     * @param replaces the leg of the taker whose place is taken
     * @param codecs in which the moving leg can be heard
     */
    record Offer(String from, String to, String replaces, List<Codec> codecs) implements Moving {
        public Offer {
            codecs = List.copyOf(codecs);
        }
    }

    record Accept(String from) implements Moving {}

    record Decline(String from, int status) implements Moving {}

    /**
     * @param leg the id of the leg, which it keeps
     * @param hold how it holds, if it does
     * @param leases of the mover, which are the taker's from now on
     */
    record Release(
            String from, String leg, Handover handover, Optional<Hold> hold, List<Lease> leases)
            implements Moving {
        public Release {
            leases = List.copyOf(leases);
        }
    }

    record Withdraw(String from, int status) implements Moving {}

    /**
     * Asks where a far end of another call is, so that one of ours can be sent there by its own peer; {@link Stands} comes back.
     *
     * @param to the id of that call
     * @param leaves the leg there whose far end is meant
     * @param peer that both far ends have to have
     * @param place where it is, as far as that call's leg knows
     */
    record Where(String from, String to, String leaves, String peer, Optional<Outside> place)
            implements Moving {
        Where at(Optional<Outside> known) {
            return new Where(from, to, leaves, peer, known);
        }

        CallOrder.Say nowhere() {
            return new CallOrder.Say(from, new Stands(to, Optional.empty()));
        }
    }

    /** @param place empty where its far end cannot be reached so; else {@link Went} or {@link Withdraw} is owed */
    record Stands(String from, Optional<Outside> place) implements Moving {}

    /** The far end of the one call has gone to that of the other: both calls are over. */
    record Went(String from) implements Moving {}
}
