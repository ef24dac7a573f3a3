package org.ringdown.route;

import java.util.List;
import java.util.Set;

/**
 * The numbers that call for help. They go to their trunks and nowhere else: no other route can catch them, and no limit holds them up.
 *
 * @param trunks that carry them, in order; empty: whoever dials one is told to use another phone
 */
public record Emergency(Set<String> numbers, List<String> trunks) {
    /** Known everywhere in the world's mobile networks. */
    public static final Set<String> USUAL = Set.of("112", "911");

    /** No trunk carries them. */
    public static final Emergency NONE = new Emergency(USUAL, List.of());

    public Emergency {
        numbers = Set.copyOf(numbers);
        trunks = List.copyOf(trunks);
    }

    boolean isOne(String address) {
        return numbers.contains(address) || address.startsWith("urn:service:sos");
    }
}
