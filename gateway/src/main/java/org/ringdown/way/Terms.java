package org.ringdown.way;

import java.util.Optional;

/** Who we are to a peer, and whether it is given up early when it is silent. */
public record Terms(Optional<String> account, boolean impatient) {
    public static final Terms NOBODY = new Terms(Optional.empty(), false);
}
