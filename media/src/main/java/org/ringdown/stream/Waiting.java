package org.ringdown.stream;

import java.util.concurrent.atomic.AtomicBoolean;

/** Who is told that something waits: once, and again only after it was looked for and not found. */
public final class Waiting {
    private final AtomicBoolean looksAway = new AtomicBoolean(true);
    private final Runnable wake;

    public Waiting(Runnable wake) {
        this.wake = wake;
    }

    /** Something waits. On the putting side. */
    void raise() {
        if (looksAway.get() && looksAway.compareAndSet(true, false)) wake.run();
    }

    /** Nothing was found. On the taking side, which has to look once more afterwards. */
    public void lookAway() {
        looksAway.set(true);
    }
}
