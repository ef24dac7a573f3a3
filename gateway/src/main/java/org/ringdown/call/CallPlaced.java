package org.ringdown.call;

import java.time.Instant;

/** A call that has begun: what is known before anybody has answered. */
public record CallPlaced(
        String id, String dialled, Party caller, String callerKind, Instant placed) {}
