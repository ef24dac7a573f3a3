package org.ringdown.codec;

import java.nio.ByteBuffer;

/** A decoder whose codec knows nothing of losses, made up for by a {@link Concealment}. */
final class Concealing implements StreamDecoder {
    private final SoundDecoder decoder;
    private final Concealment concealment;

    Concealing(SoundDecoder decoder) {
        this.decoder = decoder;
        this.concealment = new Concealment(decoder.sampleRate());
    }

    @Override
    public int sampleRate() {
        return decoder.sampleRate();
    }

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        int count = decoder.decode(payload, samples);
        concealment.hear(samples, count);
        return count;
    }

    @Override
    public void conceal(short[] samples, int count) {
        concealment.conceal(samples, count);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
