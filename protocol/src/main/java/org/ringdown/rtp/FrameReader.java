package org.ringdown.rtp;

import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;

/**
 * Cuts a stream of bytes into the packets that it carries, each behind its length in two bytes (RFC 4571 §2).
 *
 * <pre>
 *  0                   1
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 ...
 *  +-------------------------------+------
 *  |            LENGTH             |  packet
 *  +-------------------------------+------
 * </pre>
 *
 * <p>All memory is taken when it is made. A stream with a longer packet than agreed is lost: nobody could say where the next one begins.
 */
public final class FrameReader {
    /** Bytes before each packet. */
    public static final int PREFIX = 2;

    private final int longest;
    private final ByteBuffer bytes;

    /** @param longest packet that is taken */
    public FrameReader(int longest) {
        this.longest = longest;
        this.bytes = ByteBuffer.allocate(2 * (PREFIX + longest)).limit(0);
    }

    /** Where more of the stream is put, from its position on, before {@link #flip}. Never full once all whole packets were taken. */
    public ByteBuffer room() {
        return bytes.compact();
    }

    /** Ends what {@link #room} began. */
    public void flip() {
        bytes.flip();
    }

    /**
     * Copies the next packet into {@code packet}, from its start, and leaves it where it is; false while it is not whole. An empty one is skipped.
     *
     * @throws MalformedException when the next packet is longer than any that is taken
     */
    public boolean peek(ByteBuffer packet) throws MalformedException {
        while (bytes.remaining() >= PREFIX) {
            int length = length();
            if (length > longest)
                throw new MalformedException(
                        "a packet of %d bytes, at most %d are taken (RFC 4571 §2)"
                                .formatted(length, longest));
            if (length > 0) return copy(length, packet);
            bytes.position(bytes.position() + PREFIX);
        }
        return false;
    }

    /** The same, and goes on behind it. */
    public boolean next(ByteBuffer packet) throws MalformedException {
        boolean whole = peek(packet);
        if (whole) bytes.position(bytes.position() + PREFIX + length());
        return whole;
    }

    private int length() {
        return Short.toUnsignedInt(bytes.getShort(bytes.position()));
    }

    private boolean copy(int length, ByteBuffer packet) {
        if (bytes.remaining() < PREFIX + length) return false;
        packet.clear().put(0, bytes, bytes.position() + PREFIX, length).limit(length);
        return true;
    }
}
