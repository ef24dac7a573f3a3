package org.ringdown.leg.page;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Where pages reach this node's media: not the same for every page, and not for all time. */
@FunctionalInterface
public interface PageAddresses {
    /**
     * Those that a page may try, best first; at least one.
     *
     * @param page where its socket came from; empty where that is not known
     */
    List<InetAddress> toward(Optional<InetAddress> page);

    /** The same for everybody. */
    static PageAddresses only(InetAddress address) {
        return _ -> List.of(address);
    }
}
