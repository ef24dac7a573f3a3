package org.ringdown.hostile;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Looks until something is so. */
final class Until {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(2);

    private Until() {}

    static void so(String what, Callable<Boolean> so) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!is(so)) {
            if (System.nanoTime() - deadline > 0)
                throw new AssertionError("it did not come to be: " + what);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static boolean is(Callable<Boolean> so) {
        try {
            return so.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
