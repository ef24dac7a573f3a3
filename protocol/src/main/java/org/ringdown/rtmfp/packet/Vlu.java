package org.ringdown.rtmfp.packet;

import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;
import org.ringdown.wire.WireWriter;

/** Unsigned numbers in as many bytes as they need, seven bits each, all but the last with the top bit set (RFC 7016 §2.1.2). */
public final class Vlu {
    private static final int MOST_BYTES =
            8; // 56 bits, which is more than anything counts, and sums of a few still fit a long

    private Vlu() {}

    public static long read(WireReader in, String what) throws MalformedException {
        long value = 0;
        for (int i = 0; i < MOST_BYTES; i++) {
            int digit = in.u8(what);
            value = value << 7 | digit & 0x7f;
            if (digit < 0x80) return value;
        }
        throw in.malformed(what + " is longer than " + MOST_BYTES + " bytes");
    }

    /** A length that is read as one: never beyond what is left. */
    public static int readLength(WireReader in, String what) throws MalformedException {
        long length = read(in, what);
        if (length > in.remaining()) {
            throw in.malformed(what + " is " + length + ", " + in.remaining() + " bytes are left");
        }
        return (int) length;
    }

    public static WireWriter write(WireWriter out, long value) {
        if (value < 0) throw new IllegalArgumentException("not unsigned: " + value);
        for (int shift = 7 * (size(value) - 1); shift > 0; shift -= 7) {
            out.u8((int) (value >> shift & 0x7f | 0x80));
        }
        return out.u8((int) (value & 0x7f));
    }

    /** In bytes. */
    public static int size(long value) {
        return Math.max(1, (63 - Long.numberOfLeadingZeros(value)) / 7 + 1);
    }
}
