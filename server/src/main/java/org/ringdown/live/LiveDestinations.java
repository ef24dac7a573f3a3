package org.ringdown.live;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Whither calls may be streamed, or whence streams may be brought in: what begins as one of these does. Nowhere, unless there are any. */
public record LiveDestinations(List<LiveUrl> allowed) {
    /** What tells a host's addresses. */
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    public LiveDestinations {
        allowed = List.copyOf(allowed);
    }

    public boolean allows(LiveUrl url) {
        return allowed.stream().anyMatch(url::beginsWith);
    }

    /**
     * Where it is. A private address is connected to only where the configuration names it, so that nobody leads a name there.
     *
     * @param key of the configuration, which would name it
     * @throws IOException whose message says why it is nowhere
     */
    static InetSocketAddress resolve(LiveUrl url, Names names, String key) throws IOException {
        boolean literal = isLiteral(url.host());
        InetAddress[] all;
        try {
            all = names.addresses(url.host());
        } catch (UnknownHostException _) {
            throw new IOException("the name " + url.host() + " has no address");
        }
        for (var address : all)
            if (literal || isPublic(address)) return new InetSocketAddress(address, url.port());
        throw new RefusedException(
                "the name "
                        + url.host()
                        + " leads to a private address; write the address itself in "
                        + key);
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        boolean local = // RFC 4193
                address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = // RFC 6598
                bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return !local
                && !shared
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress();
    }

    /** Trying again will not help. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String why) {
            super(why);
        }
    }
}
