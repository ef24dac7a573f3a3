package org.ringdown.codec;

import java.nio.ByteBuffer;

/** A decoder at twice or half its own rate. */
final class Resampling implements StreamDecoder {
    /** 160 ms of the widest band. */
    private static final int MOST = 2560;

    private final StreamDecoder decoder;
    private final int sampleRate;
    private final Resampler resampler;
    private final short[] original = new short[MOST];
    private final short[] converted = new short[2 * MOST];

    Resampling(StreamDecoder decoder, int sampleRate) {
        this.decoder = decoder;
        this.sampleRate = sampleRate;
        if (sampleRate == 2 * decoder.sampleRate()) resampler = Resampler.doubling();
        else if (2 * sampleRate == decoder.sampleRate()) resampler = Resampler.halving();
        else
            throw new IllegalArgumentException(
                    decoder.sampleRate() + " Hz cannot become " + sampleRate);
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        return convert(decoder.decode(payload, original), samples, samples.length);
    }

    @Override
    public void conceal(short[] samples, int count) {
        int needed =
                sampleRate > decoder.sampleRate()
                        ? (count + 1) / 2
                        : Math.min(2 * count, original.length);
        decoder.conceal(original, needed);
        convert(needed, samples, count);
    }

    private int convert(int count, short[] to, int most) {
        int made = Math.min(resampler.convert(original, count, converted), most);
        System.arraycopy(converted, 0, to, 0, made);
        return made;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
