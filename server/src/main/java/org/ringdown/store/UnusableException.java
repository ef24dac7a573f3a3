package org.ringdown.store;

/** The store cannot be used as it is configured. The message is one sentence for the operator. */
public final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String sentence) {
        super(sentence, null, false, false);
    }
}
