package org.ringdown.testkit.peer;

import java.time.Duration;
import java.util.Optional;

/** What somebody does with a call that comes in. */
public sealed interface Reaction {
    /** @param talks for how long before hanging up; without it, until the other side does */
    record Answers(Duration after, Optional<Duration> talks) implements Reaction {}

    /** @param status of SIP: 486 busy, 603 declined */
    record Refuses(Duration after, int status) implements Reaction {}

    /** Lets it ring. */
    record Ignores() implements Reaction {}

    /** Is cut off while it rings: nothing is heard or said any more. */
    record Vanishes(Duration after) implements Reaction {}

    /** Answers after a second and talks until the other side hangs up. */
    static Reaction answer() {
        return answer(Duration.ofSeconds(1));
    }

    static Reaction answer(Duration after) {
        return new Answers(after, Optional.empty());
    }
}
