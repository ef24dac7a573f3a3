package org.ringdown.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.CallState;
import org.ringdown.call.CallState.Talking;
import org.ringdown.call.CallTimes;
import org.ringdown.call.Opinion;
import org.ringdown.journal.Journal;
import org.ringdown.testkit.time.VirtualTime;

/** Every call that there is and was, from what the gateway writes into its journal and its records. */
final class Ledger implements Journal, CallRecords {
    private static final Duration MERGER = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final VirtualTime time;
    private final CallTimes times;
    private final Consumer<String> complain;
    private final Map<String, Entry> alive = new LinkedHashMap<>();
    private final Map<String, CallRecord> records = new LinkedHashMap<>();
    private final List<Opinion> opinions = new ArrayList<>();
    private Consumer<String> forgotten = _ -> {};

    /** What a call is, and since when it has been calling, talking or over. */
    private record Entry(CallState state, long since) {}

    Ledger(VirtualTime time, CallTimes times, Consumer<String> complain) {
        this.time = time;
        this.times = times;
        this.complain = complain;
    }

    /** Has somebody told of each call that is gone. */
    void whenForgotten(Consumer<String> listener) {
        forgotten = listener;
    }

    Optional<CallRecord> record(String call) {
        return Optional.ofNullable(records.get(call));
    }

    Collection<CallRecord> records() {
        return Collections.unmodifiableCollection(records.values());
    }

    List<Opinion> opinions() {
        return Collections.unmodifiableList(opinions);
    }

    int alive() {
        return alive.size();
    }

    @Override
    public void append(String id, long epoch, Object state) {
        var before = alive.get(id);
        boolean same = before != null && before.state.getClass() == state.getClass();
        alive.put(id, new Entry((CallState) state, same ? before.since : time.nanos()));
        if (records.containsKey(id)) complain.accept(id + " goes on after its record: " + state);
    }

    @Override
    public void ended(CallRecord record) {
        if (records.put(record.id(), record) != null)
            complain.accept("two records of " + record.id());
        boolean wasOver = alive.get(record.id()).state instanceof CallState.Ended;
        if (!wasOver) complain.accept("a record of a call that is not over: " + record.id());
    }

    @Override
    public void rated(Opinion opinion) {
        if (!records.containsKey(opinion.call()) && !alive.containsKey(opinion.call()))
            complain.accept("an opinion on a call that never was: " + opinion);
        opinions.add(opinion);
    }

    @Override
    public void forget(String id) {
        if (!records.containsKey(id)) complain.accept(id + " is gone without a record");
        alive.remove(id);
        forgotten.accept(id);
    }

    /** Every call has a deadline: none is found in a state for longer than that state may last. */
    void checkDeadlines() {
        alive.forEach((id, entry) -> {
            var limit = limit(entry.state).plus(SLACK);
            if (time.nanos() - entry.since > limit.toNanos()) {
                complain.accept(id + " has outlived its deadline: " + entry.state);
            }
        });
    }

    private Duration limit(CallState state) {
        return switch (state) {
            case CallState.Calling _ ->
                    times.ring().plus(times.ring()); // found late, it rings anew
            case Talking _ -> times.talk();
            case CallState.Transferring _ -> times.ring();
            // Where a peer connects both far ends itself, the other call waits as long as that may
            // ring.
            case CallState.Merging _ -> times.ring().plus(MERGER);
            case CallState.SendingAway _ -> times.ring().plus(MERGER);
            case CallState.Replacing _ -> MERGER;
            case CallState.Ended _ -> MERGER; // what was on its way to a leg that moved follows it
        };
    }
}
