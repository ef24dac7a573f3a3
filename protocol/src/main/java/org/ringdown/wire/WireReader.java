package org.ringdown.wire;

import java.nio.ByteBuffer;

/**
 * Reads a datagram or a record front to back, in network byte order, and is where every bound is checked.
 *
 * <p>Running out of bytes is a {@link MalformedException} as anything else, so no parser catches an index error.
 */
public final class WireReader {
    private final ByteBuffer bytes;
    private final int start;
    private final String rule;

    /** Reads what remains of {@code bytes}, without moving its position. {@code rule} names the RFC and section in complaints. */
    public WireReader(ByteBuffer bytes, String rule) {
        this.bytes = bytes.duplicate();
        this.start = bytes.position();
        this.rule = rule;
    }

    public int remaining() {
        return bytes.remaining();
    }

    /** The offset of the next byte, counted from where reading began. */
    public int position() {
        return bytes.position() - start;
    }

    public int u8(String what) throws MalformedException {
        need(1, what);
        return Byte.toUnsignedInt(bytes.get());
    }

    /** The next byte, which stays to be read. */
    public int peek(String what) throws MalformedException {
        need(1, what);
        return Byte.toUnsignedInt(bytes.get(bytes.position()));
    }

    public int u16(String what) throws MalformedException {
        need(2, what);
        return Short.toUnsignedInt(bytes.getShort());
    }

    public int u24(String what) throws MalformedException {
        need(3, what);
        return Byte.toUnsignedInt(bytes.get()) << 16 | Short.toUnsignedInt(bytes.getShort());
    }

    /** With a sign. */
    public int s24(String what) throws MalformedException {
        return u24(what) << 8 >> 8;
    }

    public int i32(String what) throws MalformedException {
        need(4, what);
        return bytes.getInt();
    }

    public long u32(String what) throws MalformedException {
        return Integer.toUnsignedLong(i32(what));
    }

    public long i64(String what) throws MalformedException {
        need(8, what);
        return bytes.getLong();
    }

    /** A read-only view of the next {@code size} bytes; nothing is copied. */
    public ByteBuffer take(int size, String what) throws MalformedException {
        need(size, what);
        var view = bytes.slice(bytes.position(), size).asReadOnlyBuffer();
        bytes.position(bytes.position() + size);
        return view;
    }

    /** A read-only view of all that is left; nothing is copied. */
    public ByteBuffer rest() throws MalformedException {
        return take(bytes.remaining(), "rest");
    }

    public MalformedException malformed(String complaint) {
        return new MalformedException(complaint + " at byte " + position() + " (" + rule + ")");
    }

    private void need(int size, String what) throws MalformedException {
        if (size < 0 || bytes.remaining() < size) {
            throw malformed(what + " needs " + size + " bytes, " + bytes.remaining() + " left");
        }
    }
}
