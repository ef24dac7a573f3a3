package org.ringdown.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which legs of a conversation hold the other one. Each holds, and lets go, for itself (RFC 3264 §8.4). */
public record Holds(Map<String, Hold> byLeg) {
    public static final Holds NONE = new Holds(Map.of());

    public Holds {
        byLeg = Map.copyOf(byLeg);
    }

    boolean by(String leg) {
        return byLeg.containsKey(leg);
    }

    Optional<Hold> of(String leg) {
        return Optional.ofNullable(byLeg.get(leg));
    }

    boolean isEmpty() {
        return byLeg.isEmpty();
    }

    /** Whether sound passes: nobody holds, or the only one who does has something to play. */
    boolean letSoundPass() {
        return byLeg.size() < 2 && !byLeg.containsValue(Hold.SILENT);
    }

    Holds with(String leg, Optional<Hold> how) {
        var next = new LinkedHashMap<>(byLeg);
        how.ifPresentOrElse(hold -> next.put(leg, hold), () -> next.remove(leg));
        return new Holds(next);
    }

    Holds without(String leg) {
        return with(leg, Optional.empty());
    }
}
