package org.ringdown.sdp;

/**
 * Where media goes (c=, RFC 8866 §5.7).
 *
 * @param addressType IP4 or IP6
 * @param address an IP address or a host name, kept as text and never resolved here; a multicast one keeps its "/ttl"
 */
public record Connection(String addressType, String address) {
    public Connection {
        Text.field(addressType);
        Text.field(address);
    }

    /** A connection to an IPv4 or IPv6 address or a host name. */
    public Connection(String address) {
        this(typeOf(address), address);
    }

    /** Nowhere: the old way to put a call on hold (RFC 3264 §8.4; RFC 6157 §3.2.1 for IPv6), or ICE that has no default yet. */
    public boolean isUnspecified() {
        return address.equals("0.0.0.0") || address.equals("::") || address.endsWith(".invalid");
    }

    static String typeOf(String address) {
        return address.indexOf(':') >= 0 ? "IP6" : "IP4";
    }
}
