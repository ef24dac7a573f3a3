package org.ringdown.worker;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A TCP connection of a loop: nothing waits here, and nothing throws. Whatever breaks it reads as its end. */
public interface TcpConnection {
    InetSocketAddress remote();

    /** How many bytes have come into {@code into}; 0 while there are none, less when there never will be any more. */
    int read(ByteBuffer into);

    /** Sends what the kernel has room for now; false when the connection is broken. */
    boolean write(ByteBuffer bytes);

    /** Whether {@link TcpHandler#writable} is to be called when the kernel has room. */
    void awaitRoom(boolean wanted);

    /** Closes it; twice changes nothing. */
    void close();
}
