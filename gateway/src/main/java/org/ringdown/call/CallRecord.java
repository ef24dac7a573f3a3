package org.ringdown.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a call that has ended; exactly one for each call.
 *
 * @param callee who answered first
 * @param transfers who came in whose place later
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
        List<Transfer> transfers) {
    public CallRecord {
        transfers = List.copyOf(transfers);
    }

    /** Of a call that nobody transferred. */
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
                List.of());
    }
}
