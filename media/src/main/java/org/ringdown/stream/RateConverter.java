package org.ringdown.stream;

import java.util.Arrays;
import org.ringdown.rtmp.flv.AudioTag;

/**
 * Turns a stream of one of FLV's rates, which are multiples of 5512.5 Hz, into one of 8 kHz: a sinc, softened (Blackman), that lets through what both can
 * carry.
 *
 * <p>A step from one sample that is made to the next is 441 / {@code phases} of the samples that are given.
 */
final class RateConverter {
    private static final int STEP = 441;
    private static final int PHASES = 640; // of 5512.5 Hz: 8000 = 5512.5 * 640 / 441
    private static final int ZERO_CROSSINGS = 12;
    private static final double KEPT = 0.92; // of the band, the rest of which is for the slope

    private final AudioTag.Rate from;
    private final int phases;
    private final float[][] taps;
    private short[] given = {};
    private long at; // in phases, of the first sample in given

    RateConverter(AudioTag.Rate from) {
        this.from = from;
        this.phases = PHASES >> from.ordinal();
        double band = KEPT * Math.min(1, (double) phases / STEP);
        int half = (int) Math.ceil(ZERO_CROSSINGS / band);
        this.taps = new float[phases][2 * half];
        for (int phase = 0; phase < phases; phase++)
            for (int i = 0; i < 2 * half; i++)
                taps[phase][i] = (float) tap(half - 1 - i + (double) phase / phases, band, half);
    }

    private static double tap(double distance, double band, int half) {
        double turn = Math.PI * distance / half;
        double soft = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
        double angle = Math.PI * band * distance;
        return band * soft * (angle == 0 ? 1 : Math.sin(angle) / angle);
    }

    AudioTag.Rate from() {
        return from;
    }

    /** As many samples as can be made of these and of those that were left before. */
    short[] convert(short[] more) {
        var all = joined(more);
        int length = taps[0].length;
        long end = (long) (all.length - length) * phases;
        int count = end < at ? 0 : (int) ((end - at) / STEP + 1);
        var made = new short[count];
        for (int i = 0; i < count; i++, at += STEP)
            made[i] = sample(all, (int) (at / phases), taps[(int) (at % phases)]);
        int used = (int) Math.min(at / phases, all.length);
        at -= (long) used * phases;
        given = Arrays.copyOfRange(all, used, all.length);
        return made;
    }

    private short[] joined(short[] more) {
        var all = Arrays.copyOf(given, given.length + more.length);
        System.arraycopy(more, 0, all, given.length, more.length);
        return all;
    }

    private static short sample(short[] all, int from, float[] taps) {
        float sum = 0;
        for (int i = 0; i < taps.length; i++) sum += taps[i] * all[from + i];
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
