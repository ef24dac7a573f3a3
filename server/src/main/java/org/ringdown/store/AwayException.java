package org.ringdown.store;

/** The database does not answer now; it may later. */
public final class AwayException extends Exception {
    private static final long serialVersionUID = 1;

    AwayException(String why) {
        super(why, null, false, false);
    }
}
