package org.ringdown.call;

import java.util.Optional;

/** Makes the leg that reaches a destination. Its implementations know the technologies; the call does not. */
public interface LegFactory {
    Leg make(String id, Destination destination, LegHost host);

    /** Where a far end would be sent by its own peer, were it to go to a destination without us. */
    default Optional<Outside> outside(Destination destination) {
        return Optional.empty();
    }
}
