package org.ringdown.wire;

/**
 * Bytes that cannot be represented: they are dropped and counted.
 *
 * <p>The message says what is wrong, where, and which rule it breaks. It never quotes the bytes, which may be secret or hostile.
 */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedException(String complaint) {
        // No stack trace: whoever sends garbage must not decide how much work we do for it.
        super(complaint, null, false, false);
    }
}
