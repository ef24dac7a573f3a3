package org.ringdown.cli;

/** The gateway cannot start. The message is one sentence for the operator. */
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1;

    /** Something in the configuration does not fit this machine. */
    public static final int CONFIGURATION = 1;

    public static final int PORT_TAKEN = 2;

    private final int exitCode;

    public CannotStart(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
