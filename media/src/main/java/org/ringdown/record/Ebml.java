package org.ringdown.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes elements of Matroska: an id, a length, and what it holds (RFC 8794 §5 to §7). */
final class Ebml {
    private static final int LENGTH = 4;
    private static final int LENGTH_MARK = 0x10000000;
    private static final long UNKNOWN = 0x01ff_ffff_ffff_ffffL;

    private final ByteBuffer out;

    Ebml(int capacity) {
        out = ByteBuffer.allocate(capacity);
    }

    Ebml number(int id, long value) {
        id(id).length(Long.BYTES).out.putLong(value);
        return this;
    }

    Ebml real(int id, double value) {
        id(id).length(Long.BYTES).out.putDouble(value);
        return this;
    }

    Ebml text(int id, String text) {
        return bytes(id, text.getBytes(StandardCharsets.US_ASCII));
    }

    Ebml bytes(int id, byte[] bytes) {
        id(id).length(bytes.length).out.put(bytes);
        return this;
    }

    /** An element that holds others. */
    Ebml master(int id, Ebml inside) {
        return bytes(id, inside.toBytes());
    }

    /** One that goes on until another of its kind begins, or the file ends (RFC 8794 §6.2). */
    Ebml open(int id) {
        id(id).out.putLong(UNKNOWN);
        return this;
    }

    /** Nothing, so long that the element and what stands before it take {@code size} bytes. */
    Ebml fillTo(int size) {
        int left = size - out.position() - 1 - LENGTH;
        return bytes(0xec, new byte[left]);
    }

    /** An id is written as it is: its first bits say how long it is. */
    private Ebml id(int id) {
        for (int shift = 24; shift >= 0; shift -= 8)
            if (id >>> shift != 0) out.put((byte) (id >>> shift));
        return this;
    }

    private Ebml length(int length) {
        out.putInt(LENGTH_MARK | length);
        return this;
    }

    int size() {
        return out.position();
    }

    byte[] toBytes() {
        var bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }
}
