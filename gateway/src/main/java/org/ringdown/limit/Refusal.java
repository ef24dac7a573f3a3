package org.ringdown.limit;

/**
 * Why a call is not begun, or goes on no longer.
 *
 * @param message what happened, in plain words
 * @param hint what to do about it
 */
public record Refusal(Cause cause, String message, String hint) {
    /** Whose doing it is. */
    public enum Cause {
        /** Enough has been used. */
        LIMIT,
        /** The operator has stopped such calls. */
        STOPPED
    }

    static Refusal stopped(Stop stop) {
        return new Refusal(
                Cause.STOPPED,
                "The operator has stopped " + stop.words() + ".",
                "Ask the operator of the gateway.");
    }

    public boolean isStop() {
        return cause == Cause.STOPPED;
    }
}
