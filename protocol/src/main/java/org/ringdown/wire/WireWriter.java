package org.ringdown.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes bytes front to back, in network byte order, into room that grows as needed. One owner. */
public final class WireWriter {
    private byte[] bytes;
    private int size;

    public WireWriter() {
        this(64);
    }

    public WireWriter(int room) {
        bytes = new byte[room];
    }

    public int size() {
        return size;
    }

    public WireWriter u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public WireWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    public WireWriter u24(int value) {
        return u8(value >> 16).u16(value);
    }

    public WireWriter i32(int value) {
        return u16(value >> 16).u16(value);
    }

    public WireWriter i64(long value) {
        return i32((int) (value >> 32)).i32((int) value);
    }

    public WireWriter f64(double value) {
        return i64(Double.doubleToLongBits(value));
    }

    public WireWriter text(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    public WireWriter bytes(byte... more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /** What remains of {@code more}, whose position stays. */
    public WireWriter bytes(ByteBuffer more) {
        int count = more.remaining();
        reserve(count);
        more.get(more.position(), bytes, size, count);
        size += count;
        return this;
    }

    /** A copy of what has been written. */
    public ByteBuffer written() {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, size));
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
