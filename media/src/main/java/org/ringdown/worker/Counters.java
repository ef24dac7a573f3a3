package org.ringdown.worker;

import java.util.concurrent.atomic.AtomicLongArray;

/** How often each thing {@link Counted} happened on one worker. Counted by the worker alone, read from anywhere. */
public final class Counters {
    private final AtomicLongArray counts = new AtomicLongArray(Counted.values().length);

    public void count(Counted what) {
        counts.setRelease(what.ordinal(), counts.getPlain(what.ordinal()) + 1);
    }

    public long of(Counted what) {
        return counts.getAcquire(what.ordinal());
    }
}
