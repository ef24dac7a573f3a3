package org.ringdown.testkit.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** An open UDP port of the {@link SimulatedNetwork}. */
public interface UdpPort {
    InetSocketAddress local();

    /** Sends what remains of {@code datagram}, which is copied; it may be lost. */
    void send(ByteBuffer datagram, InetSocketAddress to);

    /** Nothing is heard from now on, what is under way included; twice changes nothing. */
    void close();

    /** Takes what arrives at a port. */
    interface Receiver {
        /** One datagram; {@code bytes} is the receiver's own. */
        void received(ByteBuffer bytes, InetSocketAddress from);

        /** A datagram that this port sent found nobody at {@code peer} (ICMP port unreachable). */
        default void unreachable(InetSocketAddress peer) {}
    }
}
