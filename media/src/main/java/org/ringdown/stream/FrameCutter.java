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

    /** Of AAC-LC; its extensions count so, too, at the rate of what they extend. */
    int AAC_UNITS = 1024;

    /** Speaks no codec. */
    Codec NO_CODEC = new Codec("none", 1, 1);

    /** For a codec that clients speak. */
    static FrameCutter of(Codec codec) {
        return switch (codec.name()) {
            case "speex" -> new SpeexCutter();
            case "opus" -> new WholeCutter(codec, Opus::units);
            case "nellymoser" -> new BlockCutter(codec);
            case "aac" -> new WholeCutter(codec, _ -> AAC_UNITS);
            case "mp3/flv" -> new WholeCutter(codec, _ -> Mp3Header.samples(codec.clockRate()));
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
