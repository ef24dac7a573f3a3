package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.Codec;

/** Turns the payloads of one stream back into samples. It may remember what it decoded before. */
public interface SoundDecoder extends AutoCloseable {
    /** Samples per second that it gives. */
    int sampleRate();

    /** Decodes what remains of {@code payload} into {@code samples}, as far as they go; says how many it wrote. */
    int decode(ByteBuffer payload, short[] samples);

    /** Lets go of what is not on the heap, where there is any; of no use afterwards. */
    @Override
    default void close() {}

    /** A fresh decoder, for the codecs that we decode ourselves. */
    static Optional<SoundDecoder> of(Codec codec) {
        if (codec.equals(Codec.PCMA)) return Optional.of(G711.A_LAW);
        if (codec.equals(Codec.PCMU)) return Optional.of(G711.MU_LAW);
        if (codec.equals(Codec.G722)) return Optional.of(new G722Decoder());
        return Optional.empty();
    }
}
