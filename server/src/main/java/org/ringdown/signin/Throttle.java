package org.ringdown.signin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ringdown.time.Clock;

/**
 * How often something may go wrong within a time, by whom it concerns. Bounded: of too many the ones that were quiet longest are forgotten.
 *
 * <p>Threads: any.
 */
final class Throttle {
    private static final int MOST = 50_000;

    private final int limit;
    private final long period;
    private final Clock clock;
    private final Map<String, Failures> byKey = new LinkedHashMap<>(16, 0.75f, true);

    private record Failures(int count, long since) {}

    /** @param limit failures within a period, after which one waits until it is over */
    Throttle(int limit, Duration period, Clock clock) {
        this.limit = limit;
        this.period = period.toNanos();
        this.clock = clock;
    }

    /** How long this one still has to wait; zero if not at all. */
    synchronized Duration wait(String key) {
        var failures = current(key);
        return failures.count() < limit
                ? Duration.ZERO
                : Duration.ofNanos(failures.since() + period - clock.nanos());
    }

    synchronized void failed(String key) {
        var failures = current(key);
        byKey.put(key, new Failures(failures.count() + 1, failures.since()));
        if (byKey.size() > MOST) byKey.remove(byKey.keySet().iterator().next());
    }

    synchronized void forget(String key) {
        byKey.remove(key);
    }

    private Failures current(String key) {
        long now = clock.nanos();
        var failures = byKey.get(key);
        return failures == null || now - failures.since() >= period
                ? new Failures(0, now)
                : failures;
    }
}
