package org.ringdown.sip.registration;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How soon a registration is tried again. Every time is shortened by chance, so that a thousand lines that lost their registrar
 * together do not come back together.
 *
 * @param firstRetry after a first failure; each further one doubles it
 * @param longestRetry and this is where that ends: short, so that a registrar which is back finds us soon
 * @param refused after a refusal that asking again will not change, such as a wrong password: long, or we would be locked out
 */
public record Pace(Duration firstRetry, Duration longestRetry, Duration refused) {
    public static final Pace STANDARD =
            new Pace(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(5));

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int MAX_DOUBLINGS = 20;

    /** Refreshes at 80 to 90 % of what was granted: time for a try to fail, and for another. */
    public long refresh(Duration granted, RandomGenerator random) {
        return Math.max(SHORTEST.toNanos(), shortened(granted.toNanos() / 10 * 9, 8.0 / 9, random));
    }

    /** @param failures in a row, this one included */
    public long retry(int failures, RandomGenerator random) {
        long doubled = firstRetry.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
        return shortened(Math.min(doubled, longestRetry.toNanos()), 0.5, random);
    }

    public long refused(RandomGenerator random) {
        return shortened(refused.toNanos(), 0.8, random);
    }

    private static long shortened(long nanos, double share, RandomGenerator random) {
        return (long) (nanos * (share + (1 - share) * random.nextDouble()));
    }
}
