package org.ringdown.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Loop;

/** The legs of one worker of which somebody wants to know each second how they sound: one alarm for all of them, and none for none. */
final class Watched {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final Alarm alarm;
    private final Set<Leg> legs = new LinkedHashSet<>();

    Watched(Loop loop) {
        this.loop = loop;
        this.alarm = loop.alarm(this::look);
    }

    void add(Leg leg) {
        if (legs.isEmpty()) alarm.set(loop.nanos() + SECOND);
        legs.add(leg);
    }

    void remove(Leg leg) {
        legs.remove(leg);
        if (legs.isEmpty()) alarm.cancel();
    }

    private void look() {
        alarm.set(loop.nanos() + SECOND);
        List.copyOf(legs).forEach(Leg::tellSound);
    }
}
