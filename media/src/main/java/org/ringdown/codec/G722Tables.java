package org.ringdown.codec;

/** What the encoder and the decoder of G.722 both look up (ITU-T G.722 §3, tables 7 to 20). */
final class G722Tables {
    /** The quadrature mirror filter: the even taps, which backwards are the odd ones (table 11). */
    private static final int[] MIRROR = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    /** What four bits of a lower code stand for, in steps: the part of it that both ends adapt by. */
    private static final int[] LOWER_COARSE = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584,
        1200, 0
    };

    private static final int[] UPPER = {-7408, -1616, 7408, 1616};

    private static final int[] LOWER_WEIGHT = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    private static final int[] UPPER_WEIGHT = {798, -214, 798, -214};

    static final int TAPS = 24;

    private G722Tables() {}

    static int evenTaps(int[] window) {
        int sum = 0;
        for (int i = 0; i < TAPS / 2; i++) sum += window[2 * i] * MIRROR[i];
        return sum;
    }

    static int oddTaps(int[] window) {
        int sum = 0;
        for (int i = 0; i < TAPS / 2; i++) sum += window[2 * i + 1] * MIRROR[TAPS / 2 - 1 - i];
        return sum;
    }

    static void adaptLower(G722Band band, int code) {
        int coarse = code >> 2;
        band.adapt(band.scale() * LOWER_COARSE[coarse] >> 15, LOWER_WEIGHT[coarse]);
    }

    static int upperDifference(G722Band band, int code) {
        return band.scale() * UPPER[code] >> 15;
    }

    static void adaptUpper(G722Band band, int code) {
        band.adapt(upperDifference(band, code), UPPER_WEIGHT[code]);
    }
}
