package org.ringdown.live;

import java.time.Duration;
import java.util.Optional;

/** How long a stream waits for a server that has gone before it looks again: longer each time, and not for ever. */
final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Some seven minutes in vain. */
    private static final int MOST = 18;

    private Duration next = FIRST;
    private int inVain;

    /** The stream was taken. */
    void worked() {
        next = FIRST;
        inVain = 0;
    }

    /** Empty where it is given up. */
    Optional<Duration> failed() {
        if (++inVain > MOST) return Optional.empty();
        var now = next;
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return Optional.of(now);
    }
}
