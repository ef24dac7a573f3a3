package org.ringdown.http;

import org.ringdown.store.AwayException;

/** Errors that several endpoints answer. */
final class Problems {
    private Problems() {}

    static Answer away(AwayException e) {
        return Problem.of(503, "store-away", e.getMessage()).with("Retry-After", "10");
    }
}
