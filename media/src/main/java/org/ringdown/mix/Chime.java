package org.ringdown.mix;

import org.ringdown.codec.Tone;

/** Two notes that tell a room that somebody has come (upwards) or gone (downwards). */
final class Chime {
    private static final int LOW = 523;
    private static final int HIGH = 784;
    private static final double LEVEL = 0.12;

    /** Frames of each note. */
    private static final int NOTE = 6;

    /** The samples in which a note rises and falls, so that it does not click. */
    private static final int EDGE = Mix.FRAME / 4;

    private final short[] samples = new short[Mix.FRAME];
    private Tone first = new Tone(Mix.SAMPLE_RATE, LEVEL, LOW);
    private Tone second = first;
    private int at = 2 * NOTE;

    void joined() {
        play(LOW, HIGH);
    }

    void left() {
        play(HIGH, LOW);
    }

    /** Many who come at once are told once: a chime that has not ended goes on. */
    private void play(int from, int to) {
        if (at < 2 * NOTE) return;
        first = new Tone(Mix.SAMPLE_RATE, LEVEL, from);
        second = new Tone(Mix.SAMPLE_RATE, LEVEL, to);
        at = 0;
    }

    void addTo(Mix mix) {
        if (at == 2 * NOTE) return;
        (at < NOTE ? first : second).fill(samples, samples.length);
        int frame = at++ % NOTE;
        for (int i = 0; i < EDGE; i++) {
            if (frame == 0) samples[i] = (short) (samples[i] * i / EDGE);
            int end = samples.length - 1 - i;
            if (frame == NOTE - 1) samples[end] = (short) (samples[end] * i / EDGE);
        }
        mix.add(samples);
    }
}
