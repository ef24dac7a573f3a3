package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.flv.Adts;
import org.ringdown.rtmp.flv.AudioSpecificConfig;
import org.ringdown.wire.MalformedException;

/** Frames of AAC of a client, which says once what they are, each with a header that says it again. */
final class AacFrames {
    /** The longest frame there is: 6144 bits for each of two channels (ISO/IEC 14496-3 §4.5.3). */
    private static final int LONGEST = 1536;

    private final ByteBuffer whole = ByteBuffer.allocate(Adts.HEADER + LONGEST);
    private Optional<AudioSpecificConfig> config = Optional.empty();

    void configure(ByteBuffer start) throws MalformedException {
        config = Optional.of(AudioSpecificConfig.parse(start)).filter(Adts::fits);
    }

    /** Once it is known. */
    Codec codec() {
        return Codec.aac(config.orElseThrow().rate());
    }

    /** A frame with its header, until the next; nothing where it is none, or nobody knows what it is. */
    Optional<ByteBuffer> whole(ByteBuffer frame) {
        int size = frame.remaining();
        if (config.isEmpty() || size == 0 || size > LONGEST) return Optional.empty();
        Adts.header(config.get(), size, whole.clear());
        return Optional.of(whole.put(frame).flip());
    }
}
