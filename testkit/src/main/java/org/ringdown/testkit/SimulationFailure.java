package org.ringdown.testkit;

/** Something that must hold in a {@link World} did not; the message says what, when, under which seed, and what happened before. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    SimulationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
