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

    /**
     * Nowhere: the old way to put a call on hold (RFC 3264 §8.4), for IPv6 a name under .invalid (RFC 6157), or ICE without a
     * default candidate yet (RFC 8839 §4.3.1).
     */
    public boolean isUnspecified() {
        return address.equals("0.0.0.0") || address.equals("::") || address.endsWith(".invalid");
    }

    static String typeOf(String address) {
        return address.indexOf(':') >= 0 ? "IP6" : "IP4";
    }
}
