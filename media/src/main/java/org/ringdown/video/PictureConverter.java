package org.ringdown.video;

import java.nio.ByteBuffer;

/** Decodes the pictures of one stream and encodes them anew, on one thread. Nothing that comes in makes it throw. */
public interface PictureConverter extends AutoCloseable {
    /** More pixels than that are never decoded: what they need is not allocated. */
    int MOST_PIXELS = 1920 * 1088;

    /**
     * Takes a picture in.
     *
     * @param picture as {@link org.ringdown.rtp.PictureUnpacker} makes it
     * @return false where it cannot be understood
     */
    boolean decode(ByteBuffer picture, int timestamp);

    /**
     * The picture that was decoded last, encoded; empty where there is none, or its encoder leaves it out.
     *
     * @param keyframe whether it has to stand alone
     * @param bitrate how many bits a second the far end may be sent
     * @return good until this is asked for something else
     */
    ByteBuffer encode(boolean keyframe, long bitrate);

    /** The timestamp of the picture that was encoded last. */
    int timestamp();

    /** Gives back all that it has of memory. */
    @Override
    void close();
}
