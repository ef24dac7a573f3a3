package org.ringdown.codec;

/**
 * Finds key presses in sound: one tone of each of two groups of four, and nothing else (ITU-T Q.23, Q.24).
 *
 * <p>It looks at stretches of 12.75 ms, a new one every half of that. A stretch may hold a key when the two strongest tones, one a group, are
 * loud enough, nearly as strong as each other, far above the others of their groups, and most of all there is. Four such stretches in a row,
 * as loud as each other, are a press: so that 40 ms always suffice and 20 ms never do.
 *
 * <p>That alone takes a steady vowel in some hundred for a key: two of its harmonics are near two tones, for a moment. What tells them apart is
 * how near: from one stretch to the next the phases show the frequencies to a few hertz, and once these are known, how little there is
 * besides the two tones.
 *
 * <p>Most sound is none of this at a glance: what {@link KeyGlance} rules out is not filtered.
 */
public final class DtmfDetector {
    /** What is found when no new key is. */
    public static final char NO_KEY = 0;

    /** How many stretches make a press, and how many without it its end. */
    private static final int STEADY = 4;

    /** By how much those may differ, as a ratio of power: 1.8 dB. */
    private static final double STILL = 1.5;

    /** How far off a tone may be, on the average: 1.5 % must be heard (Q.24 §2.2), and noise makes that look like more. */
    private static final double TUNED = 0.0185;

    /** How much of all there is its tones must be, on the average: what is besides them is noise, 11 dB below. */
    private static final double PURE = 0.92;

    private final DtmfStretch stretch;
    private final KeyGlance glance;

    /** Half a stretch that was heard before, and the half that is being heard. */
    private final short[] sound;

    private final int half;
    private int end;
    private boolean earlierMay;

    private char candidate = NO_KEY;
    private int hits;
    private double loudest;
    private double quietest;
    private double lowPhase;
    private double highPhase;
    private double lowDrifts;
    private double highDrifts;
    private double shares;

    private char pressed = NO_KEY;
    private int misses;

    public DtmfDetector(int sampleRate) {
        stretch = new DtmfStretch(sampleRate);
        glance = new KeyGlance(sampleRate);
        sound = new short[stretch.size()];
        half = stretch.size() / 2;
        end = half;
    }

    /** Takes the next {@code length} samples, at most a tenth of a second; the key that was pressed in them, if any. */
    public char receive(short[] samples, int length) {
        char found = NO_KEY;
        for (int at = 0; at < length; ) {
            int more = Math.min(length - at, sound.length - end);
            System.arraycopy(samples, at, sound, end, more);
            at += more;
            end += more;
            if (end < sound.length) break;
            char key = next();
            if (key != NO_KEY) found = key;
            System.arraycopy(sound, half, sound, 0, half);
            end = half;
        }
        return found;
    }

    /** Counts what a stretch holds. */
    private char next() {
        boolean laterMay = glance.mayBeKey(sound, half, sound.length);
        char key = earlierMay && laterMay ? stretch.listen(sound) : NO_KEY;
        earlierMay = laterMay;
        if (key != NO_KEY && key == candidate && isStill(stretch.power())) goOn();
        else begin(key);
        misses = key == pressed ? 0 : misses + 1;
        if (misses >= STEADY) pressed = NO_KEY;
        if (key == NO_KEY || key == pressed || hits < STEADY || !isExact()) return NO_KEY;
        pressed = key;
        misses = 0;
        return key;
    }

    private void begin(char key) {
        candidate = key;
        hits = 1;
        lowDrifts = highDrifts = shares = 0;
        if (key == NO_KEY) return;
        loudest = quietest = stretch.power();
        lowPhase = stretch.lowPhase();
        highPhase = stretch.highPhase();
    }

    private void goOn() {
        hits++;
        loudest = Math.max(loudest, stretch.power());
        quietest = Math.min(quietest, stretch.power());
        double low = stretch.lowDrift(lowPhase);
        double high = stretch.highDrift(highPhase);
        lowDrifts += low;
        highDrifts += high;
        shares += stretch.share(low, high);
        lowPhase = stretch.lowPhase();
        highPhase = stretch.highPhase();
    }

    private boolean isStill(double power) {
        return power * STILL > loudest && power < quietest * STILL;
    }

    /** Whether these are the tones of a key, and not two of many that are near them. */
    private boolean isExact() {
        int steps = hits - 1;
        return Math.abs(stretch.lowDetuned(lowDrifts / steps)) < TUNED
                && Math.abs(stretch.highDetuned(highDrifts / steps)) < TUNED
                && shares / steps > PURE;
    }
}
