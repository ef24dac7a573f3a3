package org.ringdown.way;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.ringdown.sip.transaction.TransactionId;

/** Requests whose far end has said nothing at all so far, not even 100, and that are not waited for any longer than that. */
final class Silences {
    private final long patience;

    /** In the order of their times, for all have the same patience. */
    private final Queue<Silence> waiting = new ArrayDeque<>();

    private record Silence(long at, Outstanding of, TransactionId transaction) {
        boolean isAwaited() {
            return !of.heard && !of.canceled && !of.over && transaction.equals(of.current);
        }
    }

    Silences(Duration patience) {
        this.patience = patience.toNanos();
    }

    void begin(Outstanding out, long now) {
        waiting.add(new Silence(now + patience, out, out.current));
    }

    /** When {@link #due} is to be asked; empty while nobody is waited for. */
    OptionalLong nextDeadline() {
        while (!waiting.isEmpty() && !waiting.peek().isAwaited()) waiting.poll();
        return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.peek().at);
    }

    /** The next whose patience has run out, once. */
    Optional<Outstanding> due(long now) {
        var deadline = nextDeadline();
        return deadline.isPresent() && deadline.getAsLong() - now <= 0
                ? Optional.of(waiting.remove().of)
                : Optional.empty();
    }
}
