package org.ringdown.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How long records are kept. */
record Retention(Duration length) {
    /** What ended before is to be forgotten. */
    Instant oldest(Instant now) {
        return now.minus(length);
    }

    /** A day's file, once all of that day is over. */
    boolean isOver(Path file, Instant now) {
        return Folder.dayOf(file)
                .filter(day -> day.isBefore(Folder.dayOf(oldest(now))))
                .isPresent();
    }
}
