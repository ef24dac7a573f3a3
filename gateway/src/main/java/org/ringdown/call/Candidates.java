package org.ringdown.call;

import java.util.List;

/**
 * Who should ring; may come again while the call rings.
 *
 * @param complete whether, once these have refused, waiting makes no sense
 */
public record Candidates(List<Destination> destinations, boolean complete) {
    public Candidates {
        destinations = List.copyOf(destinations);
    }
}
