package org.ringdown.interop.sound;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.interop.process.Patience;

/** How long a tone was away that was heard before and is heard again. */
public final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BACK_FOR = Duration.ofSeconds(1);

    private Interruption() {}

    /** Listens to a sound that grows until its last second has the tone; the longest time without it before. */
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
        return back ? Optional.of(Hearing.of(heard, hz).longestGap()) : Optional.empty();
    }
}
