package org.ringdown.mix;

/** Whether somebody says something, of late: noise of a line at rest is nothing, and the end of a word is not cut off. */
final class Loudness {
    /** The mean amplitude of what nobody hears: 60 dB below full scale. */
    private static final int QUIET = 33;

    /** How many quiet frames belong to what was said before them. */
    private static final int HANGOVER = 15;

    private int quiet = HANGOVER;

    boolean isSpeech(short[] samples) {
        long power = 0;
        for (short sample : samples) power += sample * sample;
        if (power > (long) QUIET * QUIET * samples.length) quiet = 0;
        else if (quiet < HANGOVER) quiet++;
        return quiet < HANGOVER;
    }

    /** Nothing was heard at all. */
    void silent() {
        quiet = HANGOVER;
    }
}
