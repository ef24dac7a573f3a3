package org.ringdown.interop.phone;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One RTP packet as it came in (RFC 3550 §5.1). {@code nanos} is System.nanoTime() at its arrival. */
public record Arrival(
        long nanos,
        int sequence,
        int timestamp,
        int ssrc,
        int payloadType,
        boolean marker,
        byte[] payload) {
    private static final int HEADER = 12;

    /** Empty for what is no RTP packet. */
    static Optional<Arrival> parse(long nanos, ByteBuffer datagram) {
        if (datagram.remaining() < HEADER || (datagram.get(0) & 0xc0) != 0x80)
            return Optional.empty();
        int type = datagram.get(1) & 0x7f;
        if (type >= 64 && type < 96) return Optional.empty(); // RTCP, RFC 5761 §4
        int from = HEADER + 4 * (datagram.get(0) & 0x0f);
        boolean extended = (datagram.get(0) & 0x10) != 0;
        if (extended && datagram.remaining() >= from + 4)
            from += 4 + 4 * Short.toUnsignedInt(datagram.getShort(from + 2));
        int padding = (datagram.get(0) & 0x20) != 0 ? datagram.get(datagram.limit() - 1) & 0xff : 0;
        if (from + padding > datagram.remaining()) return Optional.empty();
        var payload = new byte[datagram.remaining() - from - padding];
        datagram.get(from, payload);
        return Optional.of(
                new Arrival(
                        nanos,
                        Short.toUnsignedInt(datagram.getShort(2)),
                        datagram.getInt(4),
                        datagram.getInt(8),
                        type,
                        datagram.get(1) < 0,
                        payload));
    }
}
