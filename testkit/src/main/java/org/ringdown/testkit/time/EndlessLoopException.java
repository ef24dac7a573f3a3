package org.ringdown.testkit.time;

/** Tasks beget tasks for ever, and time stands still. */
public final class EndlessLoopException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    EndlessLoopException(String message) {
        super(message);
    }
}
