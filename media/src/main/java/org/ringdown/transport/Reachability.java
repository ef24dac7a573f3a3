package org.ringdown.transport;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Whether an address that somebody wrote into SDP can be theirs, seen from here. */
enum Reachability {
    /** Packets are sent there, and believed when they come from there. */
    REACHABLE,
    /** On a private network like the one its signalling came from: worth trying, until packets prove another. */
    DOUBTFUL,
    /** Nobody is sent there: a network that is not ours, our own host, everybody, or nobody. */
    UNREACHABLE;

    static Reachability of(InetAddress media, InetAddress signalling) {
        if (media.isAnyLocalAddress() || media.isMulticastAddress()) return UNREACHABLE;
        if (media.equals(signalling) || !isPrivate(media)) return REACHABLE;
        return media.isLoopbackAddress() || !isPrivate(signalling) ? UNREACHABLE : DOUBTFUL;
    }

    /** Loopback, link-local and the private networks of RFC 1918, RFC 4193 and RFC 6598; "this network" too. */
    private static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()) return true;
        byte[] bytes = address.getAddress();
        int first = Byte.toUnsignedInt(bytes[0]);
        if (address instanceof Inet6Address) return (first & 0xFE) == 0xFC;
        return first == 0 || first == 100 && (bytes[1] & 0xC0) == 64;
    }
}
