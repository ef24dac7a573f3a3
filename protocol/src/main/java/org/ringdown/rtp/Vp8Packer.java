package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Pictures of VP8 in pieces of one size, each with the number of its picture in 15 bits (RFC 7741 §4.2). */
public final class Vp8Packer implements PicturePacker {
    private static final int DESCRIPTOR = 4;
    private static final int EXTENDED = 0x80;
    private static final int BEGINS = 0x10;
    private static final int NUMBERED = 0x80;
    private static final int LONG = 0x8000;

    private final ByteBuffer payload = ByteBuffer.allocate(LONGEST);
    private int number;

    @Override
    public void pack(ByteBuffer picture, Payloads out) {
        int size = picture.remaining();
        int pieces = Math.ceilDiv(size, LONGEST - DESCRIPTOR);
        int from = picture.position();
        for (int i = 0; i < pieces; i++) {
            int at = from + (int) ((long) size * i / pieces);
            int end = from + (int) ((long) size * (i + 1) / pieces);
            payload.clear().put((byte) (i == 0 ? EXTENDED | BEGINS : EXTENDED));
            payload.put((byte) NUMBERED).putShort((short) (LONG | number));
            payload.put(picture.slice(at, end - at)).flip();
            out.payload(payload, i == pieces - 1);
        }
        number = number + 1 & 0x7fff;
    }
}
