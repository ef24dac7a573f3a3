package org.ringdown.rtmfp.session;

import java.time.Duration;

/**
 * What a session allows, and how long it waits.
 *
 * @param strangers bytes that a peer may make us hold, over all its flows, before it is trusted
 * @param buffer the same from then on
 * @param message bytes of the longest message
 * @param flows of a peer, those that ended lately included
 * @param ask after how long a silence we ask whether anybody is there, and ask again
 * @param silence after how long a silence nobody is
 */
public record SessionLimits(
        int strangers, int buffer, int message, int flows, Duration ask, Duration silence) {
    public static final SessionLimits USUAL =
            new SessionLimits(
                    1 << 17, 2 << 20, 1 << 20, 64, Duration.ofSeconds(10), Duration.ofSeconds(30));
}
