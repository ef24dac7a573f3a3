package org.ringdown.video.ffmpeg;

/**
 * What an encoder is made for, and when it is time for another one: it begins with a keyframe, which costs as much as many other pictures, so small
 * steps of what the network bears are not followed up.
 */
final class EncoderChoice {
    private static final long LEAST = 100_000;
    private static final long MOST = 2_500_000;

    /** Bits a second for each pixel, in halves: 640x480 has 770 kb/s. */
    private static final long HALF_BITS_PER_PIXEL = 5;

    private static final long CLOCK = 90_000;
    private static final long UP_AFTER = 5 * CLOCK;
    private static final long DOWN_AFTER = CLOCK;

    private int width;
    private int height;
    private long bitrate;
    private long chosenAt;

    /**
     * Whether another encoder is needed for such a picture.
     *
     * @param most how many bits a second the far end may be sent
     * @param now in units of 90 kHz
     */
    boolean changes(int w, int h, long most, long now) {
        long wanted = wanted(w, h, most);
        boolean sized = w != width || h != height;
        boolean lower = wanted < bitrate * 4 / 5 && now - chosenAt >= DOWN_AFTER;
        boolean higher = wanted > bitrate * 3 / 2 && now - chosenAt >= UP_AFTER;
        if (!sized && !lower && !higher) return false;
        width = w;
        height = h;
        bitrate = wanted;
        chosenAt = now;
        return true;
    }

    private static long wanted(int w, int h, long most) {
        long useful = Math.min(MOST, (long) w * h * HALF_BITS_PER_PIXEL / 2);
        return Math.max(LEAST, Math.min(useful, most));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    long bitrate() {
        return bitrate;
    }
}
