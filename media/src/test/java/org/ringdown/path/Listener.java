package org.ringdown.path;

/** Compares what was heard with a clean recording of what was said, both at 8 kHz: by how much later it came, and how different it is. */
final class Listener {
    static final int RATE = 8000;

    /** A frame of 20 ms that differs by more is heard as damaged. */
    static final double DAMAGED_DB = 6;

    private static final int FRAME = RATE / 50;
    private static final int WINDOW = 256;
    private static final int LONGEST = RATE / 2;

    /** A delay does not change by more within a second: a tenth of one. */
    private static final int NEAR = RATE / 10;

    // What a telephone carries, in steps of 31.25 Hz: 300 to 3400 Hz.
    private static final int LOWEST_BIN = 10;
    private static final int HIGHEST_BIN = 108;

    /** So far below the loudness of the whole, nothing is told from silence. */
    private static final double FLOOR_DB = 40;

    private static final double[][] COSINES = new double[HIGHEST_BIN + 1][WINDOW];
    private static final double[][] SINES = new double[HIGHEST_BIN + 1][WINDOW];

    static {
        for (int bin = 0; bin <= HIGHEST_BIN; bin++) {
            for (int i = 0; i < WINDOW; i++) {
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
                COSINES[bin][i] = hann * Math.cos(2 * Math.PI * bin * i / WINDOW);
                SINES[bin][i] = hann * Math.sin(2 * Math.PI * bin * i / WINDOW);
            }
        }
    }

    /**
     * @param delayMs the mean over all seconds
     * @param damaged the share of frames with speech whose log-spectral distance is over {@link #DAMAGED_DB}
     * @param distanceDb the mean log-spectral distance of those frames
     */
    record Verdict(double delayMs, double damaged, double distanceDb) {}

    private final short[] said;
    private final short[] heard;
    private final double floor;
    private int latest;

    private Listener(short[] said, short[] heard) {
        this.said = said;
        this.heard = heard;
        double power = 0;
        for (var sample : said) power += (double) sample * sample;
        this.floor = power / said.length * WINDOW * WINDOW / 400 * Math.pow(10, -FLOOR_DB / 10);
    }

    static Verdict compare(short[] said, short[] heard) {
        return new Listener(said, heard).verdict();
    }

    private Verdict verdict() {
        double delays = 0;
        double distances = 0;
        int seconds = 0;
        int frames = 0;
        int damaged = 0;
        latest = best(RATE, 0, LONGEST, 1);
        for (int at = RATE;
                at + 2 * RATE + LONGEST < Math.min(said.length, heard.length);
                at += RATE) {
            int lag = lag(at);
            delays += lag;
            seconds++;
            for (int from = at; from < at + RATE; from += FRAME) {
                if (!isSpeech(from)) continue;
                double distance = distance(from, from + lag);
                frames++;
                distances += distance;
                if (distance > DAMAGED_DB) damaged++;
            }
        }
        return new Verdict(
                1000 * delays / seconds / RATE, (double) damaged / frames, distances / frames);
    }

    /** By how many samples what was said in this second was heard later: where the two are most alike. */
    private int lag(int at) {
        int coarse = best(at, Math.max(0, latest - NEAR), Math.min(LONGEST, latest + NEAR), 2);
        latest = best(at, Math.max(0, coarse - 2), coarse + 3, 1);
        return latest;
    }

    /** Looks at every {@code step}th sample: speech has little above 2 kHz. */
    private int best(int at, int from, int to, int step) {
        int best = latest; // of silence nothing can be told
        double likest = 0;
        for (int lag = from; lag < to; lag += step) {
            double like = 0; // the less the difference of the two leaves, the greater
            for (int i = at; i < at + RATE; i += step)
                like += (2.0 * said[i] - heard[i + lag]) * heard[i + lag];
            if (like > likest) {
                likest = like;
                best = lag;
            }
        }
        return best;
    }

    private boolean isSpeech(int from) {
        double power = 0;
        for (int i = from; i < from + FRAME; i++) power += (double) said[i] * said[i];
        return power / FRAME * WINDOW * WINDOW / 400 > 10 * floor;
    }

    private double distance(int from, int to) {
        double sum = 0;
        for (int bin = LOWEST_BIN; bin <= HIGHEST_BIN; bin++) {
            double difference = level(said, from, bin) - level(heard, to, bin);
            sum += difference * difference;
        }
        return Math.sqrt(sum / (HIGHEST_BIN - LOWEST_BIN + 1));
    }

    private double level(short[] samples, int from, int bin) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < WINDOW; i++) {
            real += COSINES[bin][i] * samples[from + i];
            imaginary += SINES[bin][i] * samples[from + i];
        }
        return 10 * Math.log10((real * real + imaginary * imaginary) / WINDOW + floor / WINDOW);
    }
}
