package org.ringdown.rtmfp.handshake;

import java.net.InetAddress;
import java.util.random.RandomGenerator;

/**
 * So that nobody can use us to flood another: to an address that has not shown that it reads what it is sent goes no more than came from it. A hello
 * may be shorter than its answer, since clients insist on cookies of 64 bytes; the second of such hellos pays for the first as well, and clients say
 * it again after a second.
 *
 * <p>As large as it is, whoever asks: addresses share the places of a table, in a way that nobody outside can tell.
 */
public final class Credit {
    private static final int PLACES = 1 << 14;
    private static final int MOST = 2000; // bytes: a client has no use for more

    private final int[] bytes = new int[PLACES];
    private final int salt;

    public Credit(RandomGenerator random) {
        salt = random.nextInt();
    }

    /** These bytes came from there. */
    public void earn(InetAddress from, int received) {
        int place = place(from);
        bytes[place] = Math.min(MOST, bytes[place] + received);
    }

    /** Whether an answer of that length may go there; then it is paid. */
    public boolean spend(InetAddress to, int answer) {
        int place = place(to);
        if (bytes[place] < answer) return false;
        bytes[place] -= answer;
        return true;
    }

    private int place(InetAddress address) {
        int mixed = (address.hashCode() ^ salt) * 0x9e3779b9;
        return (mixed ^ mixed >>> 15) * 0x85ebca6b >>> 32 - 14;
    }
}
