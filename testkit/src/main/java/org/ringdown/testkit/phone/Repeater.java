package org.ringdown.testkit.phone;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/** Says something again and again, less and less often, until it is heard or 64 T1 have passed (RFC 3261 §17). */
final class Repeater {
    static final Duration T1 = Duration.ofMillis(500);
    static final Duration T2 = Duration.ofSeconds(4);
    static final Duration PATIENCE = T1.multipliedBy(64);

    private final Timers timers;
    private final Runnable say;
    private final Duration longest;
    private Optional<Timer> next = Optional.empty();
    private final Timer end;

    private Repeater(Timers timers, Duration longest, Runnable say, Runnable unheard) {
        this.timers = timers;
        this.say = say;
        this.longest = longest;
        this.end =
                timers.after(
                        PATIENCE,
                        () -> {
                            stop();
                            unheard.run();
                        });
        say.run();
        again(T1);
    }

    /** For INVITE: the interval doubles without limit (timer A). */
    static Repeater invite(Timers timers, Runnable say, Runnable unheard) {
        return new Repeater(timers, PATIENCE, say, unheard);
    }

    /** For everything else: at least every 4 seconds (timers E, G and those of a 2xx). */
    static Repeater steady(Timers timers, Runnable say, Runnable unheard) {
        return new Repeater(timers, T2, say, unheard);
    }

    /** It was heard, but the answer that counts is still awaited, for as long as before. */
    void pause() {
        next.ifPresent(Timer::cancel);
    }

    /** It was heard, and nothing is awaited. */
    void stop() {
        pause();
        end.cancel();
    }

    private void again(Duration interval) {
        next =
                Optional.of(
                        timers.after(
                                interval,
                                () -> {
                                    say.run();
                                    var twice = interval.multipliedBy(2);
                                    again(twice.compareTo(longest) < 0 ? twice : longest);
                                }));
    }
}
