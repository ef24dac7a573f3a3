package org.ringdown.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much the far end of a WebSocket has said since our last ping. Whoever says too much is told to go, and cut off if they go on: what is read
 * until then takes time from all others.
 *
 * <p>Threads: any.
 */
final class Chatter {
    /** Fifty a second for as long as there is between our pings. */
    static final int MOST = 1_000;

    private final AtomicInteger said = new AtomicInteger();

    /** What becomes of something that was said. */
    enum Verdict {
        HEARD,
        TOLD_TO_GO,
        NOT_HEARD,
        CUT_OFF
    }

    Verdict more() {
        // A virtual thread leaves its carrier only if asked to while there is always more to read.
        Thread.yield();
        int count = said.incrementAndGet();
        if (count < MOST) return Verdict.HEARD;
        if (count == MOST) return Verdict.TOLD_TO_GO;
        return count < 2 * MOST ? Verdict.NOT_HEARD : Verdict.CUT_OFF;
    }

    /** We ping: they may say as much again, unless they were told to go. */
    void pinged() {
        said.updateAndGet(count -> count < MOST ? 0 : count);
    }
}
