package org.ringdown.call;

import java.util.Optional;

/**
 * How a call came about.
 *
 * @param user the user of ours who placed it, proved to be the one
 * @param withheld whether the caller is to stay nameless for the other side
 * @param route where it was led
 */
public record CallSetup(Optional<String> user, boolean withheld, CallRoute route) {
    /** Of a call of which nothing is known. */
    public static final CallSetup UNKNOWN =
            new CallSetup(Optional.empty(), false, CallRoute.UNKNOWN);
}
