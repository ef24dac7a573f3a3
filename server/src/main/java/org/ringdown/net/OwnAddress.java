package org.ringdown.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address of this machine that others can use. */
public final class OwnAddress {
    /** Nobody has it (RFC 5737): it only says which way leads out. Nothing is sent. */
    private static final InetSocketAddress OUTSIDE =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);

    private OwnAddress() {}

    /** The address itself, or for "every address" the one by which this machine reaches the world. */
    public static InetAddress of(InetAddress listening) {
        if (!listening.isAnyLocalAddress()) return listening;
        try (var probe = new DatagramSocket()) {
            probe.connect(OUTSIDE);
            return probe.getLocalAddress();
        } catch (IOException noWayOut) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
