package org.ringdown.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.Codec;

/** Hears keys in the sound of one stream. */
public interface KeyEar {
    /** Hears none. */
    KeyEar DEAF = (_, _, _) -> DtmfDetector.NO_KEY;

    /**
     * The key that was pressed in this payload, or {@link DtmfDetector#NO_KEY}. Position and limit of the buffer are as they were afterwards, and
     * {@code length} is not beyond the limit.
     */
    char hear(ByteBuffer buffer, int from, int length);

    /** One for a codec that is decoded here. */
    static Optional<KeyEar> of(Codec codec) {
        return SoundDecoder.of(codec).map(KeyEar::of);
    }

    private static KeyEar of(SoundDecoder decoder) {
        return decoder instanceof G711 law ? new G711Keys(law) : new DecodedKeys(decoder);
    }
}
