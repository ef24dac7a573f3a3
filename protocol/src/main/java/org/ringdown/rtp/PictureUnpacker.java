package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Puts one picture after another together out of its packets, which come in their order. */
public interface PictureUnpacker {
    /** Another picture begins. */
    void begin();

    /** Adds the next packet of the picture; false where it cannot be one. */
    boolean add(RtpPacket packet);

    /** Whether the picture that was added has a beginning and an end. */
    boolean isWhole();

    /** Whether it can be seen without any before it. */
    boolean isKeyframe();

    /** The picture as its decoder wants it; good until the next begins. */
    ByteBuffer picture();

    /** How large it is; of a keyframe only, and nothing where it does not say. */
    PictureSize size();
}
