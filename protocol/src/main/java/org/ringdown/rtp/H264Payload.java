package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * Looks into packets of H.264: which NAL units are in them (RFC 6184 §5).
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * |F|NRI|  Type   |  1 to 23: one unit; 24: several, each behind its length (STAP-A); 28: a piece of one (FU-A)
 * |S|E|R|  Type   |  of the unit that a piece is of
 * </pre>
 */
public final class H264Payload {
    public static final int SEQUENCE_PARAMETERS = 7;
    public static final int PICTURE_PARAMETERS = 8;

    /** A picture that needs none before it. */
    public static final int INSTANT_REFRESH = 5;

    private static final int TOGETHER = 24;
    private static final int PIECE = 28;
    private static final int START = 0x80;

    private H264Payload() {}

    /** Takes a NAL unit, or the beginning of one, where it lies. */
    public interface Units {
        /** @param whole whether all of it is there */
        void unit(int type, ByteBuffer buffer, int offset, int length, boolean whole);
    }

    /** Shows each unit that begins in a packet; what is cut off shows nothing. */
    public static void forEach(RtpPacket packet, Units units) {
        var buffer = packet.buffer();
        int at = packet.payloadOffset();
        int length = packet.payloadLength();
        if (length < 1) return;
        int type = type(buffer.get(at));
        if (type >= 1 && type < TOGETHER) units.unit(type, buffer, at, length, true);
        else if (type == TOGETHER) together(buffer, at + 1, at + length, units);
        else if (type == PIECE && length > 2 && (buffer.get(at + 1) & START) != 0)
            units.unit(type(buffer.get(at + 1)), buffer, at, length, false);
    }

    private static void together(ByteBuffer buffer, int from, int end, Units units) {
        int at = from;
        while (end - at > 2) {
            int length = buffer.getShort(at) & 0xffff;
            at += 2;
            if (length == 0 || length > end - at) return;
            units.unit(type(buffer.get(at)), buffer, at, length, true);
            at += length;
        }
    }

    private static int type(int first) {
        return first & 0x1f;
    }
}
