package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Pictures of VP8: what follows the descriptors, one after the other (RFC 7741 §4.1). */
public final class Vp8Unpacker implements PictureUnpacker {
    /** A keyframe's: three bytes of tag, three that never change, then its size (RFC 6386 §9.1). */
    private static final int HEADER = 10;

    private static final int SIZE_AT = 6;
    private static final int SIZE = 0x3fff;

    private final Vp8Payload descriptor = new Vp8Payload();
    private final PictureBytes bytes = new PictureBytes();
    private boolean begun;
    private boolean keyframe;

    @Override
    public void begin() {
        bytes.clear();
        begun = false;
        keyframe = false;
    }

    @Override
    public boolean add(RtpPacket packet) {
        if (!descriptor.read(packet)) return false;
        if (bytes.size() == 0) {
            begun = descriptor.startsPicture();
            keyframe = descriptor.startsKeyframe();
        }
        int from = descriptor.dataOffset();
        int length = packet.payloadOffset() + packet.payloadLength() - from;
        return bytes.put(packet.buffer(), from, length);
    }

    @Override
    public boolean isWhole() {
        return begun && (!keyframe || bytes.size() >= HEADER);
    }

    @Override
    public boolean isKeyframe() {
        return keyframe;
    }

    @Override
    public ByteBuffer picture() {
        return bytes.view();
    }

    @Override
    public PictureSize size() {
        if (!keyframe || bytes.size() < HEADER) return PictureSize.UNKNOWN;
        var picture = bytes.view();
        return new PictureSize(
                Short.reverseBytes(picture.getShort(SIZE_AT)) & SIZE,
                Short.reverseBytes(picture.getShort(SIZE_AT + 2)) & SIZE);
    }
}
