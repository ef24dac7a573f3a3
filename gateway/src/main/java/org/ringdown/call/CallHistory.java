package org.ringdown.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the record of a call will say. */
final class CallHistory {
    private final List<Transfer> transfers = new ArrayList<>();
    private final Set<String> called = new LinkedHashSet<>();
    private final CallSetup setup;
    private Optional<Leg> caller = Optional.empty();
    private Optional<Leg> callee = Optional.empty();
    private Optional<Instant> answered = Optional.empty();
    private Optional<Party> leaving = Optional.empty();

    CallHistory(CallSetup setup) {
        this.setup = setup;
    }

    void placed(Leg by) {
        caller = Optional.of(by);
    }

    void called(Destination to) {
        to.calledUser().ifPresent(called::add);
    }

    void answered(Instant at, Leg by) {
        answered = Optional.of(at);
        callee = Optional.of(by);
    }

    void left(Leg leg) {
        leaving = Optional.of(leg.party());
    }

    void came(Instant at, Leg leg) {
        leaving.ifPresent(by -> transfers.add(new Transfer(at, by, leg.party())));
    }

    CallRecord record(String id, String dialled, Instant placed, Instant ended, Ending ending) {
        return new CallRecord(
                id,
                dialled,
                caller.orElseThrow().party(),
                caller.orElseThrow().kind(),
                callee.map(Leg::party),
                callee.map(Leg::kind),
                placed,
                answered,
                ended,
                ending,
                transfers,
                setup,
                List.copyOf(called));
    }
}
