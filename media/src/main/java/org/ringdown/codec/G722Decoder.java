package org.ringdown.codec;

import java.nio.ByteBuffer;

/** The other half of {@link G722Encoder}. */
final class G722Decoder implements SoundDecoder {
    /** What six bits stand for, in steps (ITU-T G.722, table 13). */
    private static final int[] LOWER = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192,
                -10232, -9360, -8576, -7856,
        -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688,
                -1360, -1040, -728,
        24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576,
                6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private final int[] window = new int[G722Tables.TAPS];
    private final G722Band lower = G722Band.lower();
    private final G722Band upper = G722Band.upper();

    @Override
    public int sampleRate() {
        return 16000;
    }

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        int count = 2 * Math.min(payload.remaining(), samples.length / 2);
        for (int i = 0; i < count; i += 2) decode(payload.get(), samples, i);
        return count;
    }

    private void decode(byte code, short[] samples, int at) {
        int lowerCode = code & 0x3F;
        int upperCode = code >> 6 & 3;
        int low = limited(lower.prediction() + (lower.scale() * LOWER[lowerCode] >> 15));
        int high = limited(upper.prediction() + G722Tables.upperDifference(upper, upperCode));
        G722Tables.adaptLower(lower, lowerCode);
        G722Tables.adaptUpper(upper, upperCode);

        System.arraycopy(window, 2, window, 0, window.length - 2);
        window[window.length - 2] = low + high;
        window[window.length - 1] = low - high;
        samples[at] = (short) G722Band.word(G722Tables.oddTaps(window) >> 11);
        samples[at + 1] = (short) G722Band.word(G722Tables.evenTaps(window) >> 11);
    }

    private static int limited(int value) {
        return Math.clamp(value, -16384, 16383);
    }
}
