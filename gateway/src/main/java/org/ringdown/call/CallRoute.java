package org.ringdown.call;

import java.util.List;
import java.util.Optional;

/**
 * How a dialled address was led on, as records have it.
 *
 * @param kind "user", "app", "trunk", "line" or "sip"
 * @param pattern of the line of the routing table that decided, where one did
 * @param user who was called, or whose line was used
 * @param trunks that were to be tried, in order
 */
public record CallRoute(
        String kind, Optional<String> pattern, Optional<String> user, List<String> trunks) {
    /** Of a call of which nothing is known. */
    public static final CallRoute UNKNOWN = to("");

    public CallRoute {
        trunks = List.copyOf(trunks);
    }

    public static CallRoute to(String kind) {
        return new CallRoute(kind, Optional.empty(), Optional.empty(), List.of());
    }

    public CallRoute by(Optional<String> rule) {
        return new CallRoute(kind, rule, user, trunks);
    }

    public CallRoute of(String whose) {
        return new CallRoute(kind, pattern, Optional.of(whose), trunks);
    }

    public CallRoute over(List<String> carriers) {
        return new CallRoute(kind, pattern, user, carriers);
    }

    public boolean isKnown() {
        return !kind.isEmpty();
    }
}
