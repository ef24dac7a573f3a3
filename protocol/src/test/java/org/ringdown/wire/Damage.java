package org.ringdown.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes bad input out of good: cut, grown, flipped, spliced, with numbers that hurt, or made up; the same in every run. */
public final class Damage {
    private static final int[] NUMBERS = {
        0, 1, -1, 0x7f, 0x80, 0xff, 0xffff, 0xffffff, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private static final int MOST_MADE_UP = 64;
    private static final int LONGEST_PIECE = 40;

    private final List<byte[]> good;
    private final RandomGenerator random;

    public Damage(List<byte[]> good, RandomGenerator random) {
        this.good = good;
        this.random = random;
    }

    public byte[] next() {
        if (random.nextInt(16) == 0) return madeUp();
        var bytes = some();
        for (int changes = random.nextInt(4); changes >= 0; changes--) bytes = change(bytes);
        return bytes;
    }

    private byte[] some() {
        return good.get(random.nextInt(good.size()));
    }

    private byte[] madeUp() {
        var bytes = new byte[random.nextInt(1, MOST_MADE_UP)];
        random.nextBytes(bytes);
        bytes[0] = some()[0];
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        if (bytes.length == 0) return madeUp();
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(LONGEST_PIECE));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> spliced(bytes, at, end, new byte[0]);
            case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 4 -> spliced(bytes, at, end, piece(some()));
            default -> numbered(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        var changed = bytes.clone();
        changed[at] ^= (byte) random.nextInt(1, 256);
        return changed;
    }

    private byte[] numbered(byte[] bytes, int at) {
        var changed = bytes.clone();
        var number = ByteBuffer.allocate(4).putInt(NUMBERS[random.nextInt(NUMBERS.length)]).array();
        int size = Math.min(random.nextInt(1, 5), bytes.length - at);
        System.arraycopy(number, 4 - size, changed, at, size);
        return changed;
    }

    private byte[] piece(byte[] of) {
        int from = random.nextInt(of.length);
        return Arrays.copyOfRange(
                of, from, Math.min(of.length, from + random.nextInt(LONGEST_PIECE)));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        var spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
