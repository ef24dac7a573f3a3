package org.ringdown.mix;

import java.nio.ByteBuffer;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;

/** What all those hear who say nothing, in one codec: encoded once in a frame, for as many as listen. */
final class SharedVoice {
    private final Codec codec;
    private final SoundEncoder encoder;
    private final short[] samples = new short[Mix.FRAME];
    private final ByteBuffer payload = ByteBuffer.allocate(Voice.LONGEST_PAYLOAD);
    private boolean encoded;

    SharedVoice(Codec codec, SoundEncoder encoder) {
        this.codec = codec;
        this.encoder = encoder;
    }

    Codec codec() {
        return codec;
    }

    /** Another frame begins. */
    void next() {
        encoded = false;
    }

    void say(Mix mix, ByteBuffer to) {
        if (!encoded) {
            mix.all(samples);
            payload.clear();
            encoder.encode(samples, samples.length, payload);
            payload.flip();
            encoded = true;
        }
        int length = payload.limit();
        to.put(to.position(), payload, 0, length).position(to.position() + length);
    }

    void close() {
        encoder.close();
    }
}
