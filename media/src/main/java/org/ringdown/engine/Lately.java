package org.ringdown.engine;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.ringdown.media.Figures;

/** The last few seconds of figures that only ever grow, for as long as somebody asks about once a second. */
final class Lately {
    private static final long LONG_AGO = TimeUnit.MILLISECONDS.toNanos(5_500);

    private record Then(long at, Figures figures) {}

    private final ArrayDeque<Then> before = new ArrayDeque<>();

    Figures next(Figures figures, long now) {
        while (!before.isEmpty() && now - before.getFirst().at >= LONG_AGO) before.removeFirst();
        var oldest = before.isEmpty() ? Figures.NONE : before.getFirst().figures;
        before.addLast(new Then(now, figures));
        return figures.since(oldest);
    }
}
