package org.ringdown.net.rtmp;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/**
 * Looks after a thread that waits for its socket, which nobody else does: one write may take {@link #STALL}, and so may TLS.
 *
 * <p>Threads: the writer calls {@link #begins} and {@link #ends}, and looks are taken on the timers'.
 */
final class StallWatch {
    static final Duration STALL = Duration.ofSeconds(5);

    private final Timers timers;
    private final Clock clock;
    private final Watched watched;
    private volatile long writingSince;
    private volatile boolean writing;
    private volatile boolean writable;
    private volatile boolean over;
    private volatile Timers.Timer next = () -> {};

    /** Whose writes these are. */
    interface Watched {
        /** It is to be given up. */
        void stalled(String why);

        /** It is not: a moment to see to what waits. */
        void looked();
    }

    StallWatch(Timers timers, Clock clock, Watched watched) {
        this.timers = timers;
        this.clock = clock;
        this.watched = watched;
    }

    void start() {
        next = timers.after(STALL, this::look);
        if (over) next.cancel();
    }

    /** The connection is open for writing. */
    void opened() {
        writable = true;
    }

    void begins() {
        writingSince = clock.nanos();
        writing = true;
    }

    void ends() {
        writing = false;
    }

    void stop() {
        over = true;
        next.cancel();
    }

    private void look() {
        if (over) return;
        var trouble = trouble();
        if (trouble.isPresent()) {
            watched.stalled(trouble.get());
        } else {
            watched.looked();
            start();
        }
    }

    private Optional<String> trouble() {
        if (writing && clock.nanos() - writingSince > STALL.toNanos())
            return Optional.of("it does not read");
        return writable ? Optional.empty() : Optional.of("no TLS in time");
    }
}
