package org.ringdown.time;

import java.time.Duration;

/** Runs short tasks later. A task must not block: it posts to a mailbox, or is itself one step of a worker. */
public interface Timers {
    /** Runs {@code task} once, {@code delay} from now, unless cancelled before. */
    Timer after(Duration delay, Runnable task);

    /** A task that has been asked for. */
    interface Timer {
        /** Forgets the task; after it has run, or twice, changes nothing. */
        void cancel();
    }
}
