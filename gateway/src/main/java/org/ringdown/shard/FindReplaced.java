package org.ringdown.shard;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Asks the shard of a Call-ID for one of its dialogs, on behalf of somebody who names it.
 *
 * @param asker who names it: whose own dialog it has to be
 * @param mailbox that is told
 * @param leg the leg there that is told, where it is one
 * @param token tells the asker which of its questions that was
 */
public record FindReplaced(
        Replaces replaces, Asker asker, String mailbox, Optional<String> leg, String token) {
    /**
     * Who asks.
     *
     * @param owner whose far end it is, as it has proved or its address shows ({@code user:alice}, {@code trunk:pbx}); else its host counts
     */
    public record Asker(Optional<String> owner, InetAddress host) {
        /** Nobody may speak of the dialogs of another user or peer, from whatever host. */
        public boolean isSame(Asker other) {
            return owner.isPresent() || other.owner.isPresent()
                    ? owner.equals(other.owner)
                    : host.equals(other.host);
        }
    }

    /** The answer. */
    public record Outcome(String token, Answer answer) {}

    /** What was found. */
    public sealed interface Answer {
        /** The leg that the dialog belongs to. */
        record Found(String call, String leg) implements Answer {}

        /** There is none, or it is not the asker's: which of these, nobody is told. */
        record None() implements Answer {}

        /** It is answered, and was wanted only before (RFC 3891 §3). */
        record Answered() implements Answer {}
    }
}
