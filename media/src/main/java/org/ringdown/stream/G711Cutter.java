package org.ringdown.stream;

import java.nio.ByteBuffer;
import org.ringdown.media.Codec;

/** Pieces of 20 ms: senders bundle as they please (ffmpeg 128 ms), and a phone expects what everybody sends (RFC 3551 §4.2). */
final class G711Cutter implements FrameCutter {
    private static final int PIECE = 160;

    private final Codec codec;
    private final ByteBuffer rest = ByteBuffer.allocate(PIECE);

    G711Cutter(Codec codec) {
        this.codec = codec;
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public void cut(ByteBuffer data, Frames out) {
        while (data.hasRemaining()) {
            int fitting = Math.min(rest.remaining(), data.remaining());
            rest.put(rest.position(), data, data.position(), fitting);
            rest.position(rest.position() + fitting);
            data.position(data.position() + fitting);
            if (rest.hasRemaining()) return;
            out.frame(rest.flip(), PIECE);
            rest.clear();
        }
    }

    @Override
    public int waiting() {
        return rest.position();
    }

    @Override
    public void forget() {
        rest.clear();
    }
}
