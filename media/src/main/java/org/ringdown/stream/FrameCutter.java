package org.ringdown.stream;

import java.nio.ByteBuffer;
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
