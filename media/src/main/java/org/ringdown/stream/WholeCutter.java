package org.ringdown.stream;

import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;
import org.ringdown.media.Codec;

/** One frame in each message. */
record WholeCutter(Codec codec, ToIntFunction<ByteBuffer> units) implements FrameCutter {
    @Override
    public void cut(ByteBuffer data, Frames out) {
        int length = units.applyAsInt(data);
        if (length > 0) out.frame(data, length);
    }
}
