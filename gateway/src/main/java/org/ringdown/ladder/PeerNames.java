package org.ringdown.ladder;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What the operator calls a SIP peer; any thread may ask. */
@FunctionalInterface
public interface PeerNames {
    PeerNames NONE = (_, _) -> Optional.empty();

    /**
     * @param host of the URI that was called, or that calls
     * @param address where its messages come from or go to
     */
    Optional<String> of(String host, InetSocketAddress address);
}
