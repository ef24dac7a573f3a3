package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Writes RTP headers: two bits of version, and no contributing sources, extension or padding (RFC 3550 §5.1). */
public final class RtpWriter {
    private RtpWriter() {}

    /** Writes a header at {@code at}, and says where the payload goes. */
    public static int header(
            ByteBuffer out,
            int at,
            int payloadType,
            boolean marker,
            int sequence,
            int timestamp,
            int ssrc) {
        out.put(at, (byte) 0x80);
        out.put(at + 1, (byte) (marker ? payloadType | 0x80 : payloadType & 0x7f));
        out.putShort(at + 2, (short) sequence);
        out.putInt(at + 4, timestamp);
        out.putInt(at + 8, ssrc);
        return at + RtpPacket.HEADER;
    }

    /**
     * Gives a packet a plain header, directly before its payload, and points {@code packet} at it.
     *
     * <p>Extension ids, contributors and padding mean something on the leg they came from only. The payload stays where it is.
     */
    public static void bare(RtpPacket packet) {
        int start = packet.payloadOffset() - RtpPacket.HEADER;
        if (start == packet.offset() && packet.paddingLength() == 0) {
            return;
        }
        int length = RtpPacket.HEADER + packet.payloadLength();
        header(
                packet.buffer(),
                start,
                packet.payloadType(),
                packet.marker(),
                packet.sequence(),
                packet.timestamp(),
                packet.ssrc());
        packet.wrap(packet.buffer(), start, length);
    }
}
