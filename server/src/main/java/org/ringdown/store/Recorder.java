package org.ringdown.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.Ladders;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/** Passes on each call that has ended, once: with the last figures of its media where they come in time, else with what is known. */
public final class Recorder implements CallRecords {
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Where records go. Must not block. */
    interface Desk {
        /** A call has ended, and its last word is still to come. */
        void ending(Ladder call);

        /** The last word on a call; one for each. */
        void ended(Ladder call);
    }

    private record Waiting(CallRecord call, Timer deadline) {}

    private final Timers timers;
    private final Desk desk;
    private final ConcurrentMap<String, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile Ladders ladders = Ladders.OFF;

    Recorder(Timers timers, Desk desk) {
        this.timers = timers;
        this.desk = desk;
    }

    /** From now on what the ladders know of a call is part of its record. */
    public void follow(Ladders known) {
        ladders = known;
        known.whenSettled(this::settled);
    }

    @Override
    public void ended(CallRecord call) {
        if (!ladders.on()) {
            desk.ended(Ladder.of(call));
            return;
        }
        desk.ending(Ladder.of(call));
        var deadline = timers.after(PATIENCE, () -> waitedTooLong(call));
        waiting.put(call.id(), new Waiting(call, deadline));
    }

    /** Comes after the call's end, if at all; what comes after the deadline too is too late. */
    private void settled(Ladder call) {
        finish(call.id(), call);
    }

    private void waitedTooLong(CallRecord call) {
        ladders.find(call.id(), known -> finish(call.id(), best(call, known)));
    }

    private static Ladder best(CallRecord call, Optional<Ladder> known) {
        return known.filter(ladder -> ladder.record().isPresent())
                .map(Ladder::withoutSteps)
                .orElseGet(() -> Ladder.of(call));
    }

    private void finish(String id, Ladder lastWord) {
        var was = waiting.remove(id);
        if (was == null) return;
        was.deadline.cancel();
        desk.ended(lastWord);
    }

    /** Waits for nothing any more. */
    void close() {
        waiting.forEach((id, was) -> finish(id, Ladder.of(was.call)));
    }
}
