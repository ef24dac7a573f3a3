package org.ringdown.stream;

import java.nio.ByteBuffer;
import org.ringdown.media.Codec;

/**
 * Speex of 16 kHz, one frame of 20 ms in each packet (RFC 5574 §3.1).
 *
 * <p>Frames follow each other to the bit, and none says how long it is: that follows from its modes. Each becomes a packet that ends as RFC 5574 §3.3 has it,
 * with a zero and ones.
 *
 * <pre>
 * |0|mode 4|  narrow band ... |1|mode 3|  what 8 to 16 kHz add ... |  the next frame
 * |0|  13  |size 4|  5 bits and so many bytes, from user to user   |
 * |0|  14  |kind 4|  what the encoder asks of the decoder          |
 * |0|  15  |  the end
 * </pre>
 */
final class SpeexCutter implements FrameCutter {
    private static final int UNITS = 320;
    private static final int LONGEST = 120;
    private static final int NARROW_HEAD = 5;
    private static final int WIDE_HEAD = 4;
    private static final int USER = 13;
    private static final int REQUEST = 14;

    /** Bits of a frame by its mode, its head among them; 0 where there is no such mode. */
    private static final int[] NARROW = {
        5, 43, 119, 160, 220, 300, 364, 492, 79, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int[] WIDE = {4, 36, 112, 192, 352, 0, 0, 0};

    /** How much follows a request, by its kind. */
    private static final int[] REQUESTS = {1, 1, 4, 4, 4, 4, 4, 4, 8, 8, 16, 16, 32, 32, 64, 64};

    private final ByteBuffer frame = ByteBuffer.allocate(LONGEST);

    @Override
    public Codec codec() {
        return Codec.SPEEX_WIDE;
    }

    @Override
    public void cut(ByteBuffer data, Frames out) {
        int at = 0;
        int end = data.remaining() * 8;
        while (end - at >= NARROW_HEAD) {
            int length = length(data, at, end);
            if (length == 0 || length > end - at) return;
            boolean sound = bits(data, at + 1, 4) < USER;
            if (sound) out.frame(aligned(data, at, length), UNITS);
            at += length;
        }
    }

    /** Of what begins at a bit; 0 at the end, and where nothing can be understood any more. */
    private static int length(ByteBuffer data, int at, int end) {
        if (bits(data, at, 1) != 0) return 0;
        int mode = bits(data, at + 1, 4);
        if (mode == USER || mode == REQUEST) return aside(data, at, end, mode);
        int narrow = NARROW[mode];
        if (narrow == 0) return 0;
        int next = at + narrow;
        boolean wide = end - next >= WIDE_HEAD && bits(data, next, 1) == 1;
        if (!wide) return narrow;
        int more = WIDE[bits(data, next + 1, 3)];
        // Ones behind the last frame are how it ends, and no mode.
        return more == 0 ? narrow : narrow + more;
    }

    private static int aside(ByteBuffer data, int at, int end, int mode) {
        int head = NARROW_HEAD + 4;
        if (end - at < head) return 0;
        int what = bits(data, at + NARROW_HEAD, 4);
        return mode == USER ? head + 5 + 8 * what : head + REQUESTS[what];
    }

    private static int bits(ByteBuffer data, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) value = value << 1 | bit(data, i);
        return value;
    }

    private static int bit(ByteBuffer data, int at) {
        return data.get(data.position() + (at >> 3)) >> (7 - (at & 7)) & 1;
    }

    private ByteBuffer aligned(ByteBuffer data, int at, int length) {
        int bytes = (length + 7) / 8;
        frame.clear().limit(bytes);
        for (int i = 0; i < bytes; i++) frame.put(i, (byte) octet(data, at, i * 8, length));
        return frame;
    }

    private static int octet(ByteBuffer data, int at, int from, int length) {
        int value = 0;
        for (int i = from; i < from + 8; i++) {
            int bit = i < length ? bit(data, at + i) : i == length ? 0 : 1;
            value = value << 1 | bit;
        }
        return value;
    }
}
