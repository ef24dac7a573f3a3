package org.ringdown.media;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the sound of a leg travelled, as known when it ended.
 *
 * @param jitterNanos of what we heard in the end (RFC 3550 §6.4.1)
 * @param far how the far end heard us, by its last report
 */
public record Quality(long jitterNanos, Optional<Far> far) {
    public static final Quality UNKNOWN = new Quality(0, Optional.empty());

    /**
     * @param missing packets of ours that never came there
     * @param roundTripNanos how long a packet takes there and back
     */
    public record Far(int missing, long jitterNanos, OptionalLong roundTripNanos) {}
}
