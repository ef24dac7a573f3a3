package org.ringdown.token;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.ringdown.time.Clock;

/**
 * The single-use tokens that have been used, until they would have expired anyway. Bounded: of more than it can remember none is believed, so that
 * nobody makes it forget one.
 *
 * <p>Threads: any.
 */
final class UsedTokens {
    private static final int MOST = 100_000;

    private final Clock clock;
    private final int most;
    private final Map<String, Instant> until = new HashMap<>();

    UsedTokens(Clock clock) {
        this(clock, MOST);
    }

    UsedTokens(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether a token is used for the first time. */
    synchronized boolean first(String jti, Instant expires) {
        if (until.size() >= most) until.values().removeIf(clock.wall()::isAfter);
        return until.size() < most && until.putIfAbsent(jti, expires) == null;
    }
}
