package org.ringdown.engine;

/**
 * Whether a page's sound is protected against losses, as a table: its state and the losses of late in, its next state out; told once a second.
 *
 * <p>More than two of a hundred packets, and it is; no more than one for a whole minute, and it is not any more. In between nothing changes, so
 * that no page goes back and forth.
 *
 * @param on whether it is
 * @param quiet for how many seconds few got lost, while it is
 */
record LossState(boolean on, int quiet) {
    static final LossState OFF = new LossState(false, 0);

    /** Of a thousand packets. */
    static final int MANY = 20;

    static final int FEW = 10;

    /** Seconds. */
    static final int LONG = 60;

    private static final LossState ON = new LossState(true, 0);

    /** @param lost of a thousand packets of the latest five seconds */
    LossState after(int lost) {
        if (lost > MANY || on && lost > FEW) return ON;
        if (!on) return this;
        return quiet + 1 == LONG ? OFF : new LossState(true, quiet + 1);
    }
}
