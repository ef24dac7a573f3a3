package org.ringdown.codec;

import java.util.Arrays;

/**
 * Makes up sound that is missing, in the manner of ITU-T G.711 Appendix I: the last period of the voice goes on, softer and softer, until there is
 * something to hear again, and then glides into that.
 *
 * <p>Nothing that it hears is delayed: only the first moments after a gap are changed.
 */
public final class Concealment {
    // In milliseconds.
    private static final int SHORTEST_PERIOD = 5;
    private static final int LONGEST_PERIOD = 15;
    private static final int COMPARED = 20;
    private static final int OVERLAP = 5;

    /** Made up sound is as loud as before for so long, and is gone after {@link #SILENT}. */
    private static final int STEADY = 10;

    private static final int SILENT = 60;

    /** A voice's period is looked for in every other sample; then around the best of those in all. */
    private static final int COARSE = 2;

    private final int perMilli;
    private final short[] heard;
    private final short[] period;
    private final short[] glide;
    private int length;
    private int at;
    private int missing;

    public Concealment(int sampleRate) {
        this.perMilli = sampleRate / 1000;
        this.heard = new short[(LONGEST_PERIOD + COMPARED) * perMilli];
        this.period = new short[LONGEST_PERIOD * perMilli];
        this.glide = new short[OVERLAP * perMilli];
    }

    /** Takes note of what was heard. The first samples after a gap are blended with what was made up. */
    public void hear(short[] samples, int count) {
        if (missing > 0) glideInto(samples, Math.min(count, glide.length));
        missing = 0;
        remember(samples, count);
    }

    private void glideInto(short[] samples, int count) {
        makeUp(glide, count);
        for (int i = 0; i < count; i++)
            samples[i] = (short) (glide[i] + (samples[i] - glide[i]) * (i + 1) / (count + 1));
    }

    /** Makes up the next {@code count} samples. */
    public void conceal(short[] samples, int count) {
        if (missing == 0) begin();
        makeUp(samples, count);
        remember(samples, count);
    }

    private void makeUp(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            samples[i] = (short) (period[at] * gain(missing++));
            if (++at == length) at = 0;
        }
    }

    private float gain(int sample) {
        float millis = (float) sample / perMilli;
        if (millis <= STEADY) return 1;
        return Math.max(0, (SILENT - millis) / (SILENT - STEADY));
    }

    private void remember(short[] samples, int count) {
        int fresh = Math.min(count, heard.length);
        System.arraycopy(heard, fresh, heard, 0, heard.length - fresh);
        System.arraycopy(samples, count - fresh, heard, heard.length - fresh, fresh);
    }

    /** Cuts the last period out, with its end blended into what came before its beginning, so that it can follow itself. */
    private void begin() {
        length = findPeriod();
        at = 0;
        int from = heard.length - length;
        System.arraycopy(heard, from, period, 0, length);
        int blended = length / 4;
        for (int i = 0; i < blended; i++) {
            int before = heard[from - blended + i];
            int end = length - blended + i;
            period[end] += (short) ((before - period[end]) * (i + 1) / (blended + 1));
        }
    }

    /** The lag at which the last moments are most like what came before them. */
    private int findPeriod() {
        int shortest = SHORTEST_PERIOD * perMilli;
        int longest = LONGEST_PERIOD * perMilli;
        int coarse = best(shortest, longest, COARSE);
        return best(Math.max(shortest, coarse - 1), Math.min(longest, coarse + 1), 1);
    }

    private int best(int from, int to, int step) {
        int best = from;
        double likest = Double.NEGATIVE_INFINITY;
        for (int lag = from; lag <= to; lag += step) {
            double like = likeness(lag, step);
            if (like > likest) {
                likest = like;
                best = lag;
            }
        }
        return best;
    }

    private double likeness(int lag, int step) {
        long product = 0;
        long power = 1;
        for (int i = heard.length - COMPARED * perMilli; i < heard.length; i += step) {
            product += heard[i] * heard[i - lag];
            power += heard[i - lag] * heard[i - lag];
        }
        return product / Math.sqrt(power);
    }

    /** Forgets what it heard: another voice begins. */
    public void reset() {
        Arrays.fill(heard, (short) 0);
        missing = 0;
    }
}
