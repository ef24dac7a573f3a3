package org.ringdown.codec;

/**
 * One sub-band of G.722: what it predicts next, and how wide its quantizer is. Encoder and decoder keep the same state by seeing the same
 * codes.
 *
 * <p>Names and numbers are those of ITU-T G.722 §3 and its tables; all arithmetic is on 16-bit words.
 */
final class G722Band {
    private static final int POLES = 2;
    private static final int ZEROS = 6;

    /** Mantissas of the logarithmic scale: 2048 * 2^(i/32) (table 14). */
    private static final int[] SCALE = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774,
                2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922,
                4008
    };

    private final int scaleShift;
    private final int largestLogScale;

    private final int[] pole = new int[POLES + 1];
    private final int[] zero = new int[ZEROS + 1];
    private final int[] difference = new int[ZEROS + 1];
    private final int[] reconstructed = new int[POLES + 1];
    private final int[] partial = new int[POLES + 1];
    private int zeroPrediction;
    private int prediction;
    private int logScale;
    private int scale;

    private G722Band(int scaleShift, int largestLogScale, int firstScale) {
        this.scaleShift = scaleShift;
        this.largestLogScale = largestLogScale;
        this.scale = firstScale;
    }

    /** 0 to 4 kHz. */
    static G722Band lower() {
        return new G722Band(8, 18432, 32);
    }

    /** 4 to 8 kHz. */
    static G722Band upper() {
        return new G722Band(10, 22528, 8);
    }

    int prediction() {
        return prediction;
    }

    /** How wide the quantizer's steps are now. */
    int scale() {
        return scale;
    }

    /** Takes one quantized difference in: the steps grow or shrink by {@code weight}, and the predictors follow the signal. */
    void adapt(int quantizedDifference, int weight) {
        scaleBy(weight);
        predictFrom(quantizedDifference);
    }

    private void scaleBy(int weight) {
        logScale = Math.clamp((logScale * 127 >> 7) + weight, 0, largestLogScale);
        int shift = scaleShift - (logScale >> 11);
        int mantissa = SCALE[logScale >> 6 & 31];
        scale = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    }

    private void predictFrom(int quantizedDifference) {
        difference[0] = quantizedDifference;
        reconstructed[0] = word(prediction + quantizedDifference);
        partial[0] = word(zeroPrediction + quantizedDifference);
        int secondPole = nextSecondPole();
        pole[1] = nextFirstPole(secondPole);
        pole[2] = secondPole;
        adaptZeros();
        System.arraycopy(difference, 0, difference, 1, ZEROS);
        System.arraycopy(reconstructed, 0, reconstructed, 1, POLES);
        System.arraycopy(partial, 0, partial, 1, POLES);
        zeroPrediction = predictByZeros();
        prediction = word(predictByPoles() + zeroPrediction);
    }

    private int nextSecondPole() {
        int four = word(pole[1] << 2);
        int byFirst = Math.min(sameSign(partial[0], partial[1]) ? -four : four, Short.MAX_VALUE);
        int bySign = sameSign(partial[0], partial[2]) ? 128 : -128;
        return Math.clamp(bySign + (byFirst >> 7) + (pole[2] * 32512 >> 15), -12288, 12288);
    }

    private int nextFirstPole(int secondPole) {
        int bySign = sameSign(partial[0], partial[1]) ? 192 : -192;
        int limit = word(15360 - secondPole);
        return Math.clamp(word(bySign + (pole[1] * 32640 >> 15)), -limit, limit);
    }

    private void adaptZeros() {
        int step = difference[0] == 0 ? 0 : 128;
        for (int i = 1; i <= ZEROS; i++) {
            int bySign = sameSign(difference[i], difference[0]) ? step : -step;
            zero[i] = word(bySign + (zero[i] * 32640 >> 15));
        }
    }

    private int predictByPoles() {
        int first = pole[1] * word(2 * reconstructed[1]) >> 15;
        int second = pole[2] * word(2 * reconstructed[2]) >> 15;
        return word(first + second);
    }

    private int predictByZeros() {
        int sum = 0;
        for (int i = ZEROS; i > 0; i--) sum += zero[i] * word(2 * difference[i]) >> 15;
        return word(sum);
    }

    private static boolean sameSign(int a, int b) {
        return (a ^ b) >= 0;
    }

    /** What a 16-bit word makes of a sum: its nearest. */
    static int word(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
