package org.ringdown.codec;

import java.nio.ByteBuffer;

/** G.722 at 64 kbit/s: sound up to 7 kHz, two samples a byte, six bits for the lower half of the band and two for the upper. */
final class G722Encoder implements SoundEncoder {
    /** Where one quantizer step of the lower band ends and the next begins (ITU-T G.722, table 7). */
    private static final int[] LOWER_DECISION = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940,
        1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    private static final int UPPER_DECISION = 564;

    private final int[] window = new int[G722Tables.TAPS];
    private final G722Band lower = G722Band.lower();
    private final G722Band upper = G722Band.upper();

    @Override
    public int sampleRate() {
        return 16000;
    }

    /** {@code count} is even: two samples make one byte. */
    @Override
    public void encode(short[] samples, int count, ByteBuffer to) {
        for (int i = 0; i + 1 < count; i += 2) to.put(encode(samples[i], samples[i + 1]));
    }

    private byte encode(short first, short second) {
        System.arraycopy(window, 2, window, 0, window.length - 2);
        window[window.length - 2] = first;
        window[window.length - 1] = second;
        int even = G722Tables.evenTaps(window);
        int odd = G722Tables.oddTaps(window);
        int lowerCode = lowerCode(G722Band.word((odd + even >> 14) - lower.prediction()));
        int upperCode = upperCode(G722Band.word((odd - even >> 14) - upper.prediction()));
        G722Tables.adaptLower(lower, lowerCode);
        G722Tables.adaptUpper(upper, upperCode);
        return (byte) (upperCode << 6 | lowerCode);
    }

    /** Codes count down from the smallest difference: 61 to 32 above zero; 63, 62, then 31 to 4 below it. */
    private int lowerCode(int difference) {
        int magnitude = difference < 0 ? ~difference : difference;
        int step = 1;
        while (step < LOWER_DECISION.length
                && magnitude >= LOWER_DECISION[step] * lower.scale() >> 12) step++;
        if (difference >= 0) return 62 - step;
        return step <= 2 ? 64 - step : 34 - step;
    }

    private int upperCode(int difference) {
        int magnitude = difference < 0 ? ~difference : difference;
        boolean far = magnitude >= UPPER_DECISION * upper.scale() >> 12;
        if (difference < 0) return far ? 0 : 1;
        return far ? 2 : 3;
    }
}
