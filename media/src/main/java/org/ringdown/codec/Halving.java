package org.ringdown.codec;

import java.nio.ByteBuffer;

/** An encoder for sound of twice its own rate. */
final class Halving implements SoundEncoder {
    private final SoundEncoder encoder;
    private final Resampler resampler = Resampler.halving();
    private short[] halved = new short[0];

    Halving(SoundEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public int sampleRate() {
        return 2 * encoder.sampleRate();
    }

    @Override
    public void encode(short[] samples, int count, ByteBuffer to) {
        if (halved.length < count) halved = new short[count];
        encoder.encode(halved, resampler.convert(samples, count, halved), to);
    }

    @Override
    public void expectLoss(int percent) {
        encoder.expectLoss(percent);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
