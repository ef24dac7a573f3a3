package org.ringdown.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.Plain;

/**
 * What is kept of a call that has ended; exactly one for each call.
 *
 * @param callee who answered first
 * @param transfers who came in whose place later
 * @param setup how it came about
 * @param recordings what was kept of its sound
 * @param called the users of ours who were called, also those who never answered
 */
public record CallRecord(
        String id,
        String dialled,
        Party caller,
        String callerKind,
        Optional<Party> callee,
        Optional<String> calleeKind,
        Instant placed,
        Optional<Instant> answered,
        Instant ended,
        Ending ending,
        List<Transfer> transfers,
        CallSetup setup,
        List<String> called,
        List<Recorded> recordings) {
    public CallRecord {
        dialled = Plain.text(dialled);
        transfers = List.copyOf(transfers);
        called = List.copyOf(called);
        recordings = List.copyOf(recordings);
    }

    /** Of a call that nobody transferred, and of whose beginning nothing is known. */
    public CallRecord(
            String id,
            String dialled,
            Party caller,
            String callerKind,
            Optional<Party> callee,
            Optional<String> calleeKind,
            Instant placed,
            Optional<Instant> answered,
            Instant ended,
            Ending ending) {
        this(
                id,
                dialled,
                caller,
                callerKind,
                callee,
                calleeKind,
                placed,
                answered,
                ended,
                ending,
                List.of(),
                CallSetup.UNKNOWN,
                List.of());
    }

    /** Of which no sound was kept. */
    public CallRecord(
            String id,
            String dialled,
            Party caller,
            String callerKind,
            Optional<Party> callee,
            Optional<String> calleeKind,
            Instant placed,
            Optional<Instant> answered,
            Instant ended,
            Ending ending,
            List<Transfer> transfers,
            CallSetup setup,
            List<String> called) {
        this(
                id,
                dialled,
                caller,
                callerKind,
                callee,
                calleeKind,
                placed,
                answered,
                ended,
                ending,
                transfers,
                setup,
                called,
                List.of());
    }

    CallRecord with(List<Recorded> kept) {
        return new CallRecord(
                id,
                dialled,
                caller,
                callerKind,
                callee,
                calleeKind,
                placed,
                answered,
                ended,
                ending,
                transfers,
                setup,
                called,
                kept);
    }

    /** What was known of it when it began. */
    public CallPlaced begun() {
        return new CallPlaced(id, dialled, caller, callerKind, placed, setup);
    }
}
