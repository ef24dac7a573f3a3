package org.ringdown.limit;

import java.time.Duration;

/**
 * How much there was within a span up to now. The span slides in steps, and what is within one step of its far edge still counts: there
 * is never more within any such span than was allowed, and it is forgotten a little late. A value.
 */
final class Window {
    private final long step;
    private final long newest;
    private final long[] sums;

    private Window(long step, long newest, long[] sums) {
        this.step = step;
        this.newest = newest;
        this.sums = sums;
    }

    /** @param steps into which the span is divided */
    static Window over(Duration span, int steps) {
        return new Window(span.toNanos() / steps, Long.MIN_VALUE, new long[steps + 1]);
    }

    Window plus(long amount, long now) {
        if (amount == 0) return this;
        long slot = slot(now);
        var next = sums.clone();
        for (int place = 0; place < next.length; place++) {
            if (!counts(place, slot)) next[place] = 0;
        }
        next[place(slot)] += amount;
        return new Window(step, slot, next);
    }

    long sum(long now) {
        long slot = slot(now);
        long sum = 0;
        for (int place = 0; place < sums.length; place++) {
            if (counts(place, slot)) sum += sums[place];
        }
        return sum;
    }

    /** Whether what is at a place is within the span that ends with {@code slot}. */
    private boolean counts(int place, long slot) {
        if (newest == Long.MIN_VALUE) return false;
        long written = newest - Math.floorMod(newest - place, sums.length);
        return written > slot - sums.length;
    }

    private long slot(long now) {
        return Math.max(newest, Math.floorDiv(now, step));
    }

    private int place(long slot) {
        return Math.floorMod(slot, sums.length);
    }
}
