package org.ringdown.rtmp.flv;

/**
 * Milliseconds of a stream, which come as 32 bits and wrap after 49 days (RTMP 1.0 §3).
 *
 * <p>One for each stream and direction; belongs to one thread.
 */
public final class MediaClock {
    private boolean begun;
    private int last;
    private long unwrapped;

    /** How much later {@code later} is; negative if it is earlier. Right as long as they are less than 24 days apart. */
    public static int between(int earlier, int later) {
        return later - earlier;
    }

    /** The same time without wrapping, from the first timestamp on, which counts as it is. */
    public long at(int timestamp) {
        unwrapped =
                begun ? unwrapped + between(last, timestamp) : Integer.toUnsignedLong(timestamp);
        begun = true;
        last = timestamp;
        return unwrapped;
    }
}
