package org.ringdown.sip.locate;

import java.net.InetSocketAddress;
import org.ringdown.sip.transaction.Transport;

/**
 * One way to where a SIP URI leads: what RFC 3263 finds, several of which may be tried in turn.
 *
 * @param address resolved
 * @param host the host of the URI, whatever DNS made of it: what a certificate must be for (RFC 5922 §7.1)
 */
public record Hop(Transport transport, InetSocketAddress address, String host) {}
