package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * A view of the descriptor that begins each packet of VP8, pointed at one after the other (RFC 7741 §4.2).
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * |X|R|N|S|R| PID |  always
 * |I|L|T|K| RSV   |  if X
 * |M| PictureID   |  if I; 15 bits in two bytes if M
 * |   TL0PICIDX   |  if L
 * |TID|Y| KEYIDX  |  if T or K
 * </pre>
 */
public final class Vp8Payload {
    private static final int NONE = -1;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int pictureAt = NONE;
    private int layerAt = NONE;
    private int dataAt;
    private boolean begins;
    private boolean keyframe;

    /** Points at a packet's payload; false, and nothing else is meant, where it is no VP8. */
    public boolean read(RtpPacket packet) {
        buffer = packet.buffer();
        pictureAt = NONE;
        layerAt = NONE;
        begins = false;
        keyframe = false;
        int at = packet.payloadOffset();
        int end = at + packet.payloadLength();
        if (at >= end) return false;
        int first = buffer.get(at++);
        if ((first & 0x80) != 0) {
            if (at >= end) return false;
            at = extension(buffer.get(at), at + 1);
        }
        if (at >= end) return false;
        dataAt = at;
        begins = (first & 0x10) != 0 && (first & 0x07) == 0;
        keyframe = begins && (buffer.get(at) & 0x01) == 0; // RFC 6386 §9.1
        return true;
    }

    private int extension(int present, int from) {
        int at = from;
        if ((present & 0x80) != 0) {
            pictureAt = at;
            at += at < buffer.capacity() && isLong() ? 2 : 1;
        }
        if ((present & 0x40) != 0) layerAt = at++;
        if ((present & 0x30) != 0) at++;
        return at;
    }

    private boolean isLong() {
        return (buffer.get(pictureAt) & 0x80) != 0;
    }

    /** Whether a picture begins here. */
    boolean startsPicture() {
        return begins;
    }

    /** Where what the decoder wants begins, in the packet's buffer. */
    int dataOffset() {
        return dataAt;
    }

    /** Whether a picture begins here that needs none before it. */
    public boolean startsKeyframe() {
        return keyframe;
    }

    public boolean hasPictureId() {
        return pictureAt != NONE;
    }

    /** The number of the picture, in as many bits as {@link #pictureIdBits} says. */
    public int pictureId() {
        return isLong() ? buffer.getShort(pictureAt) & 0x7fff : buffer.get(pictureAt) & 0x7f;
    }

    public int pictureIdBits() {
        return isLong() ? 15 : 7;
    }

    /** Writes another one in its place, as far as its bits go. */
    public void pictureId(int id) {
        if (isLong()) buffer.putShort(pictureAt, (short) (0x8000 | id & 0x7fff));
        else buffer.put(pictureAt, (byte) (id & 0x7f));
    }

    public boolean hasLayerIndex() {
        return layerAt != NONE;
    }

    /** The running number of pictures of the lowest layer (TL0PICIDX). */
    public int layerIndex() {
        return buffer.get(layerAt) & 0xff;
    }

    public void layerIndex(int index) {
        buffer.put(layerAt, (byte) index);
    }
}
