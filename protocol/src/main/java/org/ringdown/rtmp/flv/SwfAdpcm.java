package org.ringdown.rtmp.flv;

import java.nio.ByteBuffer;

/**
 * The ADPCM of Flash (SWF 19, "ADPCM compression"): IMA's with codes of two to five bits, of which the first two bits of a message say how many, in
 * blocks of 4096 samples that begin with one as it is.
 */
public final class SwfAdpcm {
    private static final int BLOCK = 4096;
    private static final int HEAD_BITS = 16 + 6;
    private static final int[] STEPS = {
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66,
        73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408,
        449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066,
        2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630,
        9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
        32767
    };
    private static final int[][] MOVES = {
        {-1, 2},
        {-1, -1, 2, 4},
        {-1, -1, -1, -1, 2, 4, 6, 8},
        {-1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 4, 6, 8, 10, 13, 16}
    };

    private final ByteBuffer data;
    private final int channels;
    private final int bits;
    private final Channel[] all;
    private int at = 2;

    /** A channel's last sample, and how far the next may be from it. */
    private static final class Channel {
        int sample;
        int step;
    }

    private SwfAdpcm(ByteBuffer data, int channels) {
        this.data = data;
        this.channels = channels;
        this.bits = data.hasRemaining() ? 2 + ((data.get(data.position()) & 0xff) >> 6) : 2;
        this.all = new Channel[] {new Channel(), new Channel()};
    }

    /**
     * The samples of a message; those of two channels take turns.
     *
     * @param most how many samples of each channel; what comes beyond is left out
     */
    public static short[] decode(ByteBuffer data, int channels, int most) {
        return new SwfAdpcm(data, channels).decode(most);
    }

    private short[] decode(int most) {
        var samples = new short[Math.min(count(), most) * channels];
        for (int i = 0; i < samples.length / channels; i++)
            for (int c = 0; c < channels; c++)
                samples[i * channels + c] = (short) (i % BLOCK == 0 ? begin(all[c]) : next(all[c]));
        return samples;
    }

    /** Of each channel. */
    private int count() {
        int left = 8 * data.remaining() - 2;
        int block = channels * (HEAD_BITS + (BLOCK - 1) * bits);
        int whole = left / block;
        int rest = left % block - channels * HEAD_BITS;
        return Math.max(0, whole) * BLOCK + (rest < 0 ? 0 : 1 + rest / (channels * bits));
    }

    private int begin(Channel channel) {
        channel.sample = (short) take(16);
        channel.step = Math.min(take(6), STEPS.length - 1);
        return channel.sample;
    }

    private int next(Channel channel) {
        int code = take(bits);
        int sign = 1 << bits - 1;
        int step = STEPS[channel.step];
        int change = step >> bits - 1;
        for (int bit = bits - 2, part = step; bit >= 0; bit--, part >>= 1)
            if ((code & 1 << bit) != 0) change += part;
        int sample = channel.sample + ((code & sign) != 0 ? -change : change);
        channel.sample = Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
        channel.step =
                Math.clamp(channel.step + MOVES[bits - 2][code & sign - 1], 0, STEPS.length - 1);
        return channel.sample;
    }

    private int take(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++)
            value = value << 1 | data.get(data.position() + (at >> 3)) >> 7 - (at & 7) & 1;
        return value;
    }
}
