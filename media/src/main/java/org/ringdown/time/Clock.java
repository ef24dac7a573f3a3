package org.ringdown.time;

import java.time.Instant;

/** What time it is: monotonic for everything that measures, wall time for people and for records. */
public interface Clock {
    /** Monotonic nanoseconds from an arbitrary origin; only differences mean something. */
    long nanos();

    /** Wall time, which may jump. */
    Instant wall();

    /** The clock of this machine. */
    static Clock system() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant wall() {
                return Instant.now();
            }
        };
    }
}
