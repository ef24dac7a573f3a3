package org.ringdown.rtp;

import java.nio.ByteBuffer;

/** Packets sent anew in a stream of their own, their first number in front of what they carry (RFC 4588 §4). */
public final class Retransmission {
    /** Bytes before the payload. */
    public static final int PREFIX = 2;

    private Retransmission() {}

    /** Writes {@code packet} into {@code out}, from {@code at}, as it is sent anew; how long that is. */
    public static int write(
            RtpPacket packet, int payloadType, int sequence, int ssrc, ByteBuffer out, int at) {
        int payload =
                RtpWriter.header(
                        out, at, payloadType, packet.marker(), sequence, packet.timestamp(), ssrc);
        out.putShort(payload, (short) packet.sequence());
        out.put(payload + PREFIX, packet.buffer(), packet.payloadOffset(), packet.payloadLength());
        return RtpPacket.HEADER + PREFIX + packet.payloadLength();
    }

    /** Turns such a packet, where it lies, into what it was at first; false where it carries nothing, as those that only probe a network. */
    public static boolean restore(RtpPacket packet, int payloadType, int ssrc) {
        if (packet.payloadLength() <= PREFIX) return false;
        var buffer = packet.buffer();
        int payload = packet.payloadOffset() + PREFIX;
        int length = packet.payloadLength() - PREFIX;
        int sequence = buffer.getShort(packet.payloadOffset()) & 0xffff;
        int start = payload - RtpPacket.HEADER;
        RtpWriter.header(
                buffer, start, payloadType, packet.marker(), sequence, packet.timestamp(), ssrc);
        return packet.wrap(buffer, start, RtpPacket.HEADER + length);
    }
}
