package org.ringdown.rtp;

/**
 * Remembers which of the latest 128 numbers were seen: the guard against a packet counted, sent or accepted twice (RFC 3711 §3.3.2).
 *
 * <p>Bit 0 of {@code recent} is the newest number, bit 0 of {@code older} the one 64 before it.
 */
public final class SequenceWindow {
    /** How far behind the newest a number may be. */
    public static final int SIZE = 128;

    private static final long NONE = Long.MIN_VALUE;

    private long newest = NONE;
    private long recent;
    private long older;

    /** Whether the number is neither seen before nor too old to tell. */
    public boolean admits(long number) {
        if (newest == NONE || number > newest) {
            return true;
        }
        long age = newest - number;
        return age < SIZE && ((age < 64 ? recent >>> age : older >>> age - 64) & 1) == 0;
    }

    /** Records a number as seen. */
    public void mark(long number) {
        if (newest == NONE || number > newest) {
            slide(newest == NONE ? SIZE : number - newest);
            newest = number;
        }
        long age = newest - number;
        if (age < 64) {
            recent |= 1L << age;
        } else if (age < SIZE) {
            older |= 1L << age - 64;
        }
    }

    /** Records a number and every one below it as seen. */
    public void markAllTo(long number) {
        newest = number;
        recent = -1;
        older = -1;
    }

    public boolean isEmpty() {
        return newest == NONE;
    }

    /** The highest number seen; meaningless while the window is empty. */
    public long newest() {
        return newest;
    }

    private void slide(long by) {
        if (by >= SIZE) {
            older = 0;
            recent = 0;
        } else if (by >= 64) {
            older = recent << by - 64;
            recent = 0;
        } else {
            older = older << by | recent >>> 64 - by;
            recent <<= by;
        }
    }
}
