package org.ringdown.rtmp.handshake;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** What both sides' handshakes are made of: a version byte and blocks of 1536 bytes, in whatever pieces they arrive. */
final class Blocks {
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final byte[] block = new byte[Digests.BLOCK];
    private int size;

    /** Whether a whole block is here now. */
    boolean fill(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), block.length - size);
        bytes.get(block, size, count);
        size += count;
        return size == block.length;
    }

    /** The block that is here; the next one begins. */
    byte[] take() {
        size = 0;
        return block.clone();
    }

    /** A time, who we are (zero where the handshake is simple), and chance. */
    static byte[] hello(int time, int version, RandomGenerator random) {
        var hello = new byte[Digests.BLOCK];
        random.nextBytes(hello);
        ByteBuffer.wrap(hello).putInt(time).putInt(version);
        return hello;
    }

    /** The other's block again, with the time that it was read at (RTMP 1.0 §5.2.4). */
    static byte[] echo(byte[] other, int time) {
        var echo = other.clone();
        ByteBuffer.wrap(echo).putInt(4, time);
        return echo;
    }

    static byte[] noise(RandomGenerator random) {
        var noise = new byte[Digests.BLOCK];
        random.nextBytes(noise);
        return noise;
    }
}
