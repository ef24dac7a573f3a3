package org.ringdown.stream;

import java.nio.ByteBuffer;
import org.ringdown.codec.Opus;
import org.ringdown.media.Codec;

/** Cuts what comes in messages of any length into what a packet holds. One stream in one codec; belongs to one thread. */
interface FrameCutter {
    /** Takes one frame after the other. */
    interface Frames {
        /** @param units for how long it sounds, in the codec's clock */
        void frame(ByteBuffer payload, int units);
    }

    /** Speaks no codec. */
    Codec NO_CODEC = new Codec("none", 1, 1);

    /** For a codec that clients speak. */
    static FrameCutter of(Codec codec) {
        return switch (codec.name()) {
            case "speex" -> new SpeexCutter();
            case "opus" -> new WholeCutter(codec, Opus::units);
            default -> new G711Cutter(codec);
        };
    }

    Codec codec();

    /** @param data of one message, after the codec's own header */
    void cut(ByteBuffer data, Frames out);

    /** How many units wait for more. */
    default int waiting() {
        return 0;
    }

    /** What waits is not continued. */
    default void forget() {}
}
