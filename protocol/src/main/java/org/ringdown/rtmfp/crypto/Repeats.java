package org.ringdown.rtmfp.crypto;

/** Tells packets that came before, by their numbers; those over a window behind the newest count as repeats. */
final class Repeats {
    private static final int WINDOW = 64;

    private long newest = -1;
    private long seen; // bit n: newest - n

    boolean isNew(long number) {
        if (number > newest) {
            long ahead = number - newest;
            seen = ahead >= WINDOW ? 1 : seen << ahead | 1;
            newest = number;
            return true;
        }
        long behind = newest - number;
        if (behind >= WINDOW || (seen >> behind & 1) != 0) return false;
        seen |= 1L << behind;
        return true;
    }
}
