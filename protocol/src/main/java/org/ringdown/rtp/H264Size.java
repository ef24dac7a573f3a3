package org.ringdown.rtp;

import java.util.Arrays;

/** Reads out of sequence parameters how large pictures are (ITU-T H.264 §7.3.2.1.1). */
final class H264Size {
    private static final int MACROBLOCK = 16;
    private static final int MOST = 1 << 14;

    private final byte[] bytes;
    private int bit;

    private H264Size(byte[] unit) {
        this.bytes = unescaped(unit);
    }

    /** Unknown where they cannot be read. */
    static PictureSize of(byte[] unit) {
        try {
            return new H264Size(unit).read();
        } catch (IndexOutOfBoundsException _) {
            return PictureSize.UNKNOWN;
        }
    }

    /** Without the bytes that keep three zeros from looking like a start (§7.4.1.1). */
    private static byte[] unescaped(byte[] unit) {
        var out = new byte[unit.length];
        int length = 0;
        int zeros = 0;
        for (byte next : unit) {
            if (zeros >= 2 && next == 3) {
                zeros = 0;
                continue;
            }
            zeros = next == 0 ? zeros + 1 : 0;
            out[length++] = next;
        }
        return Arrays.copyOf(out, length);
    }

    private PictureSize read() {
        bit = 8;
        int profile = bits(8);
        bits(16);
        number();
        int chroma = 1;
        if (isHigh(profile)) {
            chroma = number();
            if (chroma == 3) bits(1);
            number();
            number();
            bits(1);
            if (bits(1) == 1) return PictureSize.UNKNOWN; // scaling matrices: no camera sends any
        }
        number();
        order();
        number();
        bits(1);
        int width = number() + 1;
        int rows = number() + 1;
        int frames = bits(1);
        if (frames == 0) bits(1);
        bits(1);
        return cropped(width * MACROBLOCK, rows * (2 - frames) * MACROBLOCK, chroma, 2 - frames);
    }

    private static boolean isHigh(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    /** How the order of pictures is said. */
    private void order() {
        int kind = number();
        if (kind == 0) number();
        if (kind != 1) return;
        bits(1);
        number();
        number();
        int cycle = number();
        for (int i = 0; i < cycle; i++) number();
    }

    private PictureSize cropped(int width, int height, int chroma, int fields) {
        int left = 0;
        int right = 0;
        int top = 0;
        int bottom = 0;
        if (bits(1) == 1) {
            left = number();
            right = number();
            top = number();
            bottom = number();
        }
        int across = chroma == 1 || chroma == 2 ? 2 : 1;
        int down = (chroma == 1 ? 2 : 1) * fields;
        int w = width - across * (left + right);
        int h = height - down * (top + bottom);
        boolean sane = w > 0 && h > 0 && w <= MOST && h <= MOST;
        return sane ? new PictureSize(w, h) : PictureSize.UNKNOWN;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++)
            value = value << 1 | bytes[bit >> 3] >> (7 - (bit & 7)) & 1;
        return value;
    }

    /** Exp-Golomb (§9.1), signed or not: it is as long. */
    private int number() {
        int zeros = 0;
        while (bits(1) == 0) if (++zeros > 24) throw new IndexOutOfBoundsException();
        return (1 << zeros) - 1 + bits(zeros);
    }
}
