package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.Optional;

/** Where we receive media, as SDP says it: not the same for every far end, and not for all time. */
@FunctionalInterface
public interface MediaAddresses {
    /** @param far where the far end's signalling is; empty where that is not known yet */
    InetAddress toward(Optional<InetAddress> far);

    /** The same for everybody. */
    static MediaAddresses only(InetAddress address) {
        return _ -> address;
    }
}
