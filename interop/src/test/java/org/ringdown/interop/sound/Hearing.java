package org.ringdown.interop.sound;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.ringdown.interop.process.Patience;

/**
 * What is heard of one tone in a sound.
 *
 * <p>The sound is cut in windows of 20 ms. A window has the tone when most of its energy lies at that frequency (Goertzel). Phases of
 * neighbouring windows are not compared: a jitter buffer may stretch time without anybody hearing it.
 *
 * @param share the tone's part of the whole energy, 1.0 for a pure tone
 * @param onset where the first window with the tone begins; empty if there is none
 * @param longestGap the longest time without the tone between its first and its last window
 * @param toned the time with the tone
 */
public record Hearing(double share, Optional<Duration> onset, Duration longestGap, Duration toned) {
    /** What passes as good sound: share and longest gap over three seconds. */
    public static final double GOOD_SHARE = 0.9;

    public static final Duration GOOD_GAP = Duration.ofMillis(60);
    public static final Duration GOOD_LENGTH = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final int WINDOW_MILLIS = 20;
    private static final double TONE = 0.5;
    private static final double QUIET =
            1e-6; // mean square: -60 dB, below any tone that these tests make

    public static Hearing of(Sound sound, int hz) {
        int size = sound.rate() * WINDOW_MILLIS / 1000;
        int first = -1;
        int last = -1;
        int toned = 0;
        int longestGap = 0;
        double atTone = 0;
        double whole = 0;
        for (int window = 0; (window + 1) * size <= sound.samples().length; window++) {
            double energy = energy(sound.samples(), window * size, size);
            double tone = tone(sound, window * size, size, hz, energy);
            whole += energy;
            atTone += tone;
            if (energy / size < QUIET || tone < TONE * energy) continue;
            if (first < 0) first = window;
            else longestGap = Math.max(longestGap, window - last - 1);
            last = window;
            toned++;
        }
        return new Hearing(
                whole == 0 ? 0 : atTone / whole,
                first < 0 ? Optional.empty() : Optional.of(millis(first)),
                millis(longestGap),
                millis(toned));
    }

    /** The first three seconds of {@code sound} that are good, looked for in steps of 100 ms; empty if there are none. */
    public static Optional<Hearing> goodStretch(Sound sound, int hz) {
        return goodStretch(sound, hz, GOOD_LENGTH);
    }

    /** The first stretch of {@code length} that is good. */
    public static Optional<Hearing> goodStretch(Sound sound, int hz, Duration length) {
        for (var from = Duration.ZERO;
                from.plus(length).compareTo(sound.length()) <= 0;
                from = from.plusMillis(100)) {
            var heard = of(sound.slice(from, length), hz);
            if (heard.good(length)) return Optional.of(heard);
        }
        return Optional.empty();
    }

    /** A good stretch of {@code length} after the tone was heard and then was not, for {@code pause} at least. */
    public static Optional<Hearing> goodAfterPause(
            Sound sound, int hz, Duration pause, Duration length) {
        int step = sound.rate() * WINDOW_MILLIS / 1000;
        int toned = 0;
        int silent = 0;
        for (int window = 0; (window + 1) * step <= sound.samples().length; window++) {
            if (hasTone(sound, window * step, step, hz)) {
                if (toned > 0 && millis(silent).compareTo(pause) >= 0) {
                    var rest = sound.slice(millis(window), sound.length());
                    return goodStretch(rest, hz, length);
                }
                silent = 0;
                toned++;
            } else {
                silent++;
            }
        }
        return Optional.empty();
    }

    /** Listens to a sound that grows until three good seconds were heard; an {@link AssertionError} says what came instead. */
    public static Hearing await(int hz, Supplier<Sound> ear) {
        return await(hz, GOOD_LENGTH, ear);
    }

    /** The same for another length: where many calls are made, a second each will do. */
    public static Hearing await(int hz, Duration length, Supplier<Sound> ear) {
        try {
            return Patience.await(
                    "good tone of " + hz + " Hz",
                    PATIENCE,
                    Duration.ofMillis(200),
                    () -> goodStretch(ear.get(), hz, length));
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; all that was heard: " + of(ear.get(), hz), e);
        }
    }

    /** Whether the tone fills a stretch of {@link #GOOD_LENGTH}: pure, and without a gap, at either end too. */
    public boolean good() {
        return good(GOOD_LENGTH);
    }

    private boolean good(Duration length) {
        return share > GOOD_SHARE
                && longestGap.compareTo(GOOD_GAP) <= 0
                && toned.plus(GOOD_GAP.multipliedBy(3)).compareTo(length) >= 0;
    }

    private static Duration millis(int windows) {
        return Duration.ofMillis((long) windows * WINDOW_MILLIS);
    }

    private static boolean hasTone(Sound sound, int from, int size, int hz) {
        double energy = energy(sound.samples(), from, size);
        return energy / size >= QUIET && tone(sound, from, size, hz, energy) >= TONE * energy;
    }

    private static double tone(Sound sound, int from, int size, int hz, double energy) {
        return Math.min(energy, goertzel(sound.samples(), from, size, (double) hz / sound.rate()));
    }

    private static double energy(float[] samples, int from, int size) {
        double sum = 0;
        for (int i = from; i < from + size; i++) sum += samples[i] * samples[i];
        return sum;
    }

    private static double goertzel(float[] samples, int from, int size, double cyclesPerSample) {
        double coefficient = 2 * Math.cos(2 * Math.PI * cyclesPerSample);
        double s1 = 0;
        double s2 = 0;
        for (int i = from; i < from + size; i++) {
            double s = samples[i] + coefficient * s1 - s2;
            s2 = s1;
            s1 = s;
        }
        return 2 * (s1 * s1 + s2 * s2 - coefficient * s1 * s2) / size;
    }
}
