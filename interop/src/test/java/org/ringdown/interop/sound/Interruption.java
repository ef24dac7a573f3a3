package org.ringdown.interop.sound;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.interop.process.Patience;

/** How long a tone is away that was heard before and is heard again. */
public final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BACK_FOR = Duration.ofSeconds(1);

    private Interruption() {}

    /** Listens to a sound that grows, and begins with the trouble, until its last second has the tone; the longest time without it before. */
    public static Duration await(int hz, Supplier<Sound> ear) {
        return Patience.await(
                "tone of " + hz + " Hz that is back",
                PATIENCE,
                Duration.ofMillis(100),
                () -> of(ear.get(), hz));
    }

    private static Optional<Duration> of(Sound heard, int hz) {
        if (heard.length().compareTo(BACK_FOR.multipliedBy(2)) < 0) return Optional.empty();
        var last = heard.slice(heard.length().minus(BACK_FOR), BACK_FOR);
        boolean back = Hearing.of(last, hz).toned().compareTo(BACK_FOR.minusMillis(100)) >= 0;
        if (!back) return Optional.empty();
        var all = Hearing.of(heard, hz);
        return all.onset().map(first -> Collections.max(List.of(first, all.longestGap())));
    }
}
