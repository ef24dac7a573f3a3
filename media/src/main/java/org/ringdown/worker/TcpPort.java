package org.ringdown.worker;

import java.net.InetSocketAddress;

/** A TCP port at which a loop waits for connections. */
public interface TcpPort {
    InetSocketAddress local();

    /** Closes the port; the connections that came in by it stay. Twice changes nothing. From anywhere. */
    void close();
}
