package org.ringdown.codec;

import java.nio.ByteBuffer;

/** Hears keys in sound that has to be decoded as a whole, since its decoder remembers. */
final class DecodedKeys implements KeyEar {
    /** Samples of a packet that are listened to: a tenth of a second of the widest band. */
    private static final int LONGEST = 1600;

    private final SoundDecoder decoder;
    private final DtmfDetector detector;
    private final short[] samples = new short[LONGEST];

    DecodedKeys(SoundDecoder decoder) {
        this.decoder = decoder;
        this.detector = new DtmfDetector(decoder.sampleRate());
    }

    @Override
    public char hear(ByteBuffer buffer, int from, int length) {
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(from + length).position(from);
        int count = decoder.decode(buffer, samples);
        buffer.limit(limit).position(position);
        return detector.receive(samples, count);
    }
}
