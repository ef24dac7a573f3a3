package org.ringdown.rtmfp.packet;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** The session id in front of what is encrypted, scrambled with the eight bytes behind it (RFC 7016 §2.2.2). */
public final class Envelope {
    /** Of the scrambled session id. */
    public static final int SIZE = 4;

    private static final int LEAST = 12;

    private Envelope() {}

    /** For whom a datagram is; empty where it is too short for anybody. */
    public static OptionalInt sessionId(ByteBuffer datagram) {
        if (datagram.remaining() < LEAST) return OptionalInt.empty();
        return OptionalInt.of(scrambled(datagram, datagram.getInt(datagram.position())));
    }

    /** Puts the session id in front; {@code encrypted} begins {@link #SIZE} bytes into the datagram. */
    public static void address(ByteBuffer datagram, int sessionId) {
        datagram.putInt(datagram.position(), scrambled(datagram, sessionId));
    }

    private static int scrambled(ByteBuffer datagram, int word) {
        int at = datagram.position() + SIZE;
        return word ^ datagram.getInt(at) ^ datagram.getInt(at + 4);
    }
}
