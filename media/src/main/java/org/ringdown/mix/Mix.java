package org.ringdown.mix;

import java.util.Arrays;

/** What all say in one frame, and what one of them hears of it: all but what it said itself. */
final class Mix {
    /** 16 kHz: what G.722 has and telephones hardly use; 48 kHz would cost three times as much, for nothing but Opus. */
    static final int SAMPLE_RATE = 16_000;

    static final int FRAME = SAMPLE_RATE / 50;

    private final int[] sum = new int[FRAME];
    private int voices;

    /** Begins the next frame. */
    void clear() {
        if (voices > 0) Arrays.fill(sum, 0);
        voices = 0;
    }

    void add(short[] said) {
        for (int i = 0; i < FRAME; i++) sum[i] += said[i];
        voices++;
    }

    /** How many say something. */
    int voices() {
        return voices;
    }

    /** What those hear who say nothing. */
    void all(short[] to) {
        for (int i = 0; i < FRAME; i++) to[i] = Limiter.limited(sum[i]);
    }

    /** What somebody hears who said this. */
    void without(short[] said, short[] to) {
        for (int i = 0; i < FRAME; i++) to[i] = Limiter.limited(sum[i] - said[i]);
    }
}
