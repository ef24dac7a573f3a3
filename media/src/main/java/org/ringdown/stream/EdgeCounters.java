package org.ringdown.stream;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;

/** What threads of the edge count, until the worker does, to whom alone its counters belong. */
final class EdgeCounters {
    private static final Counted[] ALL = Counted.values();

    private final AtomicIntegerArray counts = new AtomicIntegerArray(ALL.length);

    /** From anywhere. */
    void count(Counted what) {
        counts.incrementAndGet(what.ordinal());
    }

    /** On the worker. */
    void moveInto(Counters counters) {
        for (int i = 0; i < ALL.length; i++) {
            if (counts.get(i) == 0) continue;
            for (int left = counts.getAndSet(i, 0); left > 0; left--) counters.count(ALL[i]);
        }
    }
}
