package org.ringdown.leg.sip;

import java.util.List;
import java.util.Set;

/** Whom a leg calls now, and whom it calls instead when that one is not there. */
record Callees(int attempt, List<Callee> left) {
    /** A peer that cannot, and not a person who will not: the next one may. */
    private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);

    Callees {
        left = List.copyOf(left);
    }

    static Callees of(List<Callee> inOrder) {
        if (inOrder.isEmpty()) throw new IllegalArgumentException("nobody to call");
        return new Callees(1, inOrder);
    }

    Callee now() {
        return left.getFirst();
    }

    boolean hasNext(int status) {
        return left.size() > 1 && FAILURES.contains(status);
    }

    Callees next() {
        return new Callees(attempt + 1, left.subList(1, left.size()));
    }

    /** A call of its own for each of them (RFC 3261 §8.1.1.4). */
    String callId(String first) {
        return attempt == 1 ? first : first + "." + attempt;
    }
}
