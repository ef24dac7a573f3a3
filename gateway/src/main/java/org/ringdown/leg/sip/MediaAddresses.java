package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where we receive media, as SDP says it.
 *
 * @param usual for all whom the other one is not for
 * @param other of the other family, for far ends that are reached by it
 */
public record MediaAddresses(InetAddress usual, Optional<InetAddress> other) {
    public static MediaAddresses only(InetAddress address) {
        return new MediaAddresses(address, Optional.empty());
    }

    /** @param far where the far end's signalling is; empty where that is not known yet */
    String toward(Optional<InetAddress> far) {
        return far.flatMap(there -> other.filter(ours -> isSameFamily(ours, there)))
                .orElse(usual)
                .getHostAddress();
    }

    private static boolean isSameFamily(InetAddress one, InetAddress another) {
        return one.getAddress().length == another.getAddress().length;
    }
}
