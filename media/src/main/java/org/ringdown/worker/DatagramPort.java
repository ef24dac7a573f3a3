package org.ringdown.worker;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** An open UDP port of a loop. */
public interface DatagramPort {
    InetSocketAddress local();

    /** Sends what remains of {@code datagram}, or loses it: never blocks, never fails. While connected, {@code to} is that peer. */
    void send(ByteBuffer datagram, InetSocketAddress to);

    /** Hears and reaches only {@code peer} from now on: the kernel then filters, and finds the route once. */
    void connect(InetSocketAddress peer);

    /** Hears everybody again. */
    void disconnect();

    /** Closes the port; twice changes nothing. */
    void close();
}
