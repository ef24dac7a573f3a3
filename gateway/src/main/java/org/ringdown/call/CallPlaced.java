package org.ringdown.call;

import java.time.Instant;

/** A call that has begun: what is known before anybody has answered. */
public record CallPlaced(
        String id,
        String dialled,
        Party caller,
        String callerKind,
        Instant placed,
        CallSetup setup) {
    /** Of which nothing more is known. */
    public CallPlaced(String id, String dialled, Party caller, String callerKind, Instant placed) {
        this(id, dialled, caller, callerKind, placed, CallSetup.UNKNOWN);
    }
}
