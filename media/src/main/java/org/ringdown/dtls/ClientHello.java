package org.ringdown.dtls;

import java.nio.ByteBuffer;

/** The first word of a handshake, which is always in the clear. */
public final class ClientHello {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;

    /** Up to the number of the message (RFC 6347 §4.1, §4.2.2). */
    private static final int LEAST = 19;

    private ClientHello() {}

    /** Whether a datagram begins with the first message of an association. */
    public static boolean begins(ByteBuffer datagram) {
        int at = datagram.position();
        return datagram.remaining() >= LEAST
                && datagram.get(at) == HANDSHAKE
                && datagram.getShort(at + 3) == 0 // epoch
                && datagram.get(at + 13) == CLIENT_HELLO
                && datagram.getShort(at + 17) == 0; // the message's number
    }
}
