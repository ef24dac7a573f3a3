package org.ringdown.stream;

import org.ringdown.media.Codec;

/**
 * Timestamps as RTP has them, out of those of messages: counted by samples, because milliseconds are too coarse and some senders stamp what they sent late
 * as late. Where the two are more than 100 ms apart there was a pause, and the count goes on behind it.
 */
final class FrameClock {
    private static final int MOST_APART_MILLIS = 100;

    private final int clockRate;
    private boolean begun;
    private long beganAt;
    private long units;

    FrameClock(Codec codec) {
        this.clockRate = codec.clockRate();
    }

    /**
     * A message has come.
     *
     * @param millis when it says that it begins
     * @param waiting units of those before it that have not been counted yet
     * @return whether it goes on where the last one ended
     */
    boolean message(long millis, int waiting) {
        if (!begun) {
            begun = true;
            beganAt = millis;
            return true;
        }
        long said = (millis - beganAt) * clockRate / 1000;
        long apart = said - (units + waiting);
        if (Math.abs(apart) * 1000 <= (long) MOST_APART_MILLIS * clockRate) return true;
        // Timestamps of RTP never go back: a sender that begins anew is counted from here.
        if (apart > 0) units = said;
        else beganAt = millis - units * 1000 / clockRate;
        return false;
    }

    /** The timestamp of the next frame. */
    int now() {
        return (int) units;
    }

    void counted(int more) {
        units += more;
    }
}
