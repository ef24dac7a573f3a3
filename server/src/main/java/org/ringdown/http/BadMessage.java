package org.ringdown.http;

/** JSON that is not what it should be. The message says what is wrong and never quotes what was sent. */
final class BadMessage extends Exception {
    private static final long serialVersionUID = 1;

    BadMessage(String complaint) {
        super(complaint, null, false, false);
    }
}
