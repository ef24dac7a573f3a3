package org.ringdown.stream;

import java.nio.ByteBuffer;
import org.ringdown.media.Codec;

/** Nellymoser: blocks of 64 bytes, of which a message has as many as its sender likes. */
record BlockCutter(Codec codec) implements FrameCutter {
    private static final int BLOCK = 64;
    private static final int UNITS = 256;

    @Override
    public void cut(ByteBuffer data, Frames out) {
        for (int at = 0; data.remaining() - at >= BLOCK; at += BLOCK)
            out.frame(data.slice(data.position() + at, BLOCK), UNITS);
    }
}
