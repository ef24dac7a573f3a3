package org.ringdown.sip.locate;

import java.net.InetAddress;

/** One record of an answer of DNS. */
public sealed interface DnsRecord {
    /**
     * RFC 3403 §4.1.
     *
     * @param replacement where to go on; "." or empty for nowhere
     */
    record Naptr(int order, int preference, String flags, String service, String replacement)
            implements DnsRecord {}

    /**
     * RFC 2782.
     *
     * @param target a host; "." or empty where the service is decidedly not offered
     */
    record Srv(int priority, int weight, int port, String target) implements DnsRecord {}

    /** A or AAAA. */
    record Address(InetAddress address) implements DnsRecord {}
}
