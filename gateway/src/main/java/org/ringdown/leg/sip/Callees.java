package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom a leg calls now, and whom it calls instead when that one is not there, or will not talk like that. */
record Callees(int attempt, List<Callee> left) {
    /** A peer that cannot, and not a person who will not: the next one may. */
    private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);

    /** The same peer may take another offer (RFC 3261 §21.4.13, §21.4.26, §21.6.4). */
    private static final Set<Integer> OTHERWISE = Set.of(415, 488, 606);

    Callees {
        left = List.copyOf(left);
    }

    static Callees of(List<Callee> inOrder) {
        if (inOrder.isEmpty()) throw new IllegalArgumentException("nobody to call");
        return new Callees(
                1, inOrder.stream().flatMap(callee -> callee.attempts().stream()).toList());
    }

    Callee now() {
        return left.getFirst();
    }

    /** Who is called once this one has refused: the same in another way, or the next where this one failed. */
    Optional<Callees> after(int status) {
        if (OTHERWISE.contains(status)) {
            boolean again = left.size() > 1 && left.get(1).isAlso(now());
            return again ? Optional.of(from(1)) : Optional.empty();
        }
        int other = 1;
        while (other < left.size() && left.get(other).isAlso(now())) other++;
        return FAILURES.contains(status) && other < left.size()
                ? Optional.of(from(other))
                : Optional.empty();
    }

    private Callees from(int index) {
        return new Callees(attempt + 1, left.subList(index, left.size()));
    }

    /** A call of its own for each of them (RFC 3261 §8.1.1.4). */
    String callId(String first) {
        return attempt == 1 ? first : first + "." + attempt;
    }
}
