package org.ringdown.call;

import java.time.Instant;
import org.ringdown.wire.Plain;

/** A call that has begun: what is known before anybody has answered. */
public record CallPlaced(
        String id,
        String dialled,
        Party caller,
        String callerKind,
        Instant placed,
        CallSetup setup) {
    public CallPlaced {
        dialled = Plain.text(dialled);
    }

    /** Of which nothing more is known. */
    public CallPlaced(String id, String dialled, Party caller, String callerKind, Instant placed) {
        this(id, dialled, caller, callerKind, placed, CallSetup.UNKNOWN);
    }
}
