package org.ringdown.record;

import java.io.IOException;
import org.ringdown.media.Codec;
import org.ringdown.rtp.PictureUnpacker;

/** What keeps the pictures of one side: a track of a file. */
public interface PictureSink {
    /** Nowhere. */
    PictureSink NONE = (_, _, _) -> {};

    /**
     * @param picture that can be decoded after those before it
     * @param time since the file began, in nanoseconds
     */
    void picture(Codec codec, PictureUnpacker picture, long time) throws IOException;

    /** Whether the side is to be asked for a picture that stands alone, when something of it comes; a wish is told once. */
    default boolean wantsKeyframe(Codec codec, long time) {
        return false;
    }
}
