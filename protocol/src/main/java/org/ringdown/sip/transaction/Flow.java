package org.ringdown.sip.transaction;

import java.net.InetSocketAddress;

/**
 * The way to one neighbour: where a message came from, or is to be sent. A value, which the transports give a meaning.
 *
 * @param remote the neighbour's address as our socket sees it
 * @param local our address
 * @param connection names the connection among all of this node; 0 over UDP, which has none
 */
public record Flow(
        Transport transport, InetSocketAddress remote, InetSocketAddress local, long connection) {
    public static Flow udp(InetSocketAddress remote, InetSocketAddress local) {
        return new Flow(Transport.UDP, remote, local, 0);
    }

    public boolean reliable() {
        return transport.reliable();
    }

    Flow to(InetSocketAddress newRemote) {
        return new Flow(transport, newRemote, local, connection);
    }
}
