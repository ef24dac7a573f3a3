package org.ringdown.signin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ringdown.time.Clock;

/**
 * How often something may happen within a time, by whom it concerns. Bounded: of too many the ones that were quiet longest are forgotten.
 *
 * <p>Threads: any.
 */
public final class Throttle {
    private static final int MOST = 50_000;

    private final int limit;
    private final long period;
    private final Clock clock;
    private final Map<String, Times> byKey = new LinkedHashMap<>(16, 0.75f, true);

    private record Times(int count, long since) {}

    /** @param limit times within a period, after which one waits until it is over */
    public Throttle(int limit, Duration period, Clock clock) {
        this.limit = limit;
        this.period = period.toNanos();
        this.clock = clock;
    }

    /** How long this one still has to wait; zero if not at all. */
    public synchronized Duration wait(String key) {
        var times = current(key);
        return times.count() < limit
                ? Duration.ZERO
                : Duration.ofNanos(times.since() + period - clock.nanos());
    }

    public synchronized void count(String key) {
        var times = current(key);
        byKey.put(key, new Times(times.count() + 1, times.since()));
        if (byKey.size() > MOST) byKey.remove(byKey.keySet().iterator().next());
    }

    synchronized void forget(String key) {
        byKey.remove(key);
    }

    private Times current(String key) {
        long now = clock.nanos();
        var times = byKey.get(key);
        return times == null || now - times.since() >= period ? new Times(0, now) : times;
    }
}
