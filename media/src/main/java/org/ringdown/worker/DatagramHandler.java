package org.ringdown.worker;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Takes what arrives at a {@link DatagramPort}, on its loop. */
public interface DatagramHandler {
    /** How many bytes after a received datagram may be written to, for whoever sends it on with an authentication tag. */
    int TAIL = 64;

    /** The longest datagram that is taken whole. */
    int LONGEST = 2048;

    /**
     * One datagram. The buffer is the loop's own: it may be changed in place, has {@link #TAIL} writable bytes beyond its limit, and
     * holds something else after the call.
     *
     * @param now of the loop's clock
     */
    void received(ByteBuffer datagram, InetSocketAddress from, long now);

    /** The host of a connected port's far end said that nobody listens there (ICMP). It may be wrong or forged: count it. */
    default void unreachable() {}
}
