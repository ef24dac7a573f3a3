package org.ringdown.codec;

/** A few bars of a music box, over and over: what one hears while there is nobody to hear. */
public final class Melody implements SoundSource {
    private static final int REST = Integer.MIN_VALUE;

    /** Half tones above A4. */
    private static final int[] NOTES = {
        -2, 2, 5, 10, 7, 5, 2, 5, 3, 7, 10, 7, 5, 2, 0, REST,
        -2, 2, 5, 10, 12, 10, 7, 5, 3, 5, 7, 3, 0, -3, -2, REST
    };

    private static final double SECONDS_PER_NOTE = 0.3;
    private static final double LEVEL = 0.22;
    private static final double OCTAVE = 0.25;
    private static final double ATTACK = 0.012;
    private static final double DECAY = 0.16;

    private final int sampleRate;
    private final int samplesPerNote;
    private int note;
    private int sample;

    public Melody(int sampleRate) {
        this.sampleRate = sampleRate;
        this.samplesPerNote = (int) (sampleRate * SECONDS_PER_NOTE);
    }

    @Override
    public void fill(short[] samples, int count) {
        for (int i = 0; i < count; i++) samples[i] = (short) (Short.MAX_VALUE * next());
    }

    private double next() {
        double time = (double) sample / sampleRate;
        double value =
                NOTES[note] == REST
                        ? 0
                        : LEVEL
                                * envelope(time)
                                * wave(440 * Math.pow(2, NOTES[note] / 12.0) * time);
        if (++sample == samplesPerNote) {
            sample = 0;
            note = (note + 1) % NOTES.length;
        }
        return value;
    }

    /** Neither edge may click: a short rise, then the fall of a struck string, to nothing at the end of the note. */
    private static double envelope(double time) {
        double rise = Math.min(1, time / ATTACK);
        double end = Math.min(1, (SECONDS_PER_NOTE - time) / ATTACK);
        return rise * end * Math.exp(-time / DECAY);
    }

    private static double wave(double periods) {
        double turn = 2 * Math.PI * periods;
        return (Math.sin(turn) + OCTAVE * Math.sin(2 * turn)) / (1 + OCTAVE);
    }
}
