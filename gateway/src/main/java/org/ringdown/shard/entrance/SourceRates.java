package org.ringdown.shard.entrance;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * How often each source may ask: so many times at once, and so many times a second from then on. Of IPv6 a source is a /64, which is what one
 * subscriber has (RFC 6177).
 *
 * <p>The table never grows, whatever addresses are forged: sources that fall into the same row share what it allows. Each row holds but the
 * moment until which its allowance is used up (the generic cell rate algorithm of ITU-T I.371).
 */
final class SourceRates {
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 by the golden ratio

    private final long[] usedUntil;
    private final int shift;
    private final long each;
    private final long most;
    private final long seed;

    /**
     * @param rows a power of two; one, where all sources share
     * @param seed decides who shares a row with whom, so that nobody can choose that
     */
    SourceRates(int rows, int atOnce, int perSecond, long seed, long now) {
        this.usedUntil = new long[rows];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(rows);
        this.each = Duration.ofSeconds(1).toNanos() / perSecond;
        this.most = atOnce * each;
        this.seed = seed;
        Arrays.fill(usedUntil, now);
    }

    /** Uses up one time of this source; false where it has none left. */
    synchronized boolean take(InetAddress source, long now) {
        int row = usedUntil.length == 1 ? 0 : row(source);
        long until = usedUntil[row] - now > 0 ? usedUntil[row] : now;
        if (until + each - now > most) return false;
        usedUntil[row] = until + each;
        return true;
    }

    private int row(InetAddress source) {
        var bytes = ByteBuffer.wrap(source.getAddress());
        long network = bytes.remaining() == Integer.BYTES ? bytes.getInt() : bytes.getLong();
        return (int) ((network ^ seed) * SPREAD >>> shift);
    }
}
