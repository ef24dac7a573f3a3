package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.Codec;

/** Turns the samples of one stream into a codec's payload. It may remember what it encoded before. */
public interface SoundEncoder {
    /** Samples per second that it takes, which is not always the RTP clock rate (G.722, RFC 3551 §4.5.2). */
    int sampleRate();

    /** Encodes the first {@code count} samples, and puts the payload into {@code to}. */
    void encode(short[] samples, int count, ByteBuffer to);

    /** A fresh encoder, for the codecs that we encode ourselves. */
    static Optional<SoundEncoder> of(Codec codec) {
        if (codec.equals(Codec.PCMA)) return Optional.of(G711.A_LAW);
        if (codec.equals(Codec.PCMU)) return Optional.of(G711.MU_LAW);
        if (codec.equals(Codec.G722)) return Optional.of(new G722Encoder());
        return Optional.empty();
    }
}
