package org.ringdown.rtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A view of one RTP packet where it lies in a buffer; pointing it at the next packet allocates nothing (RFC 3550 §5.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                  0 to 15 contributing sources                 |
 * |    extension profile (if X)   |   its length in 32-bit words  |
 * |             extension, payload, padding (if P) ...            |
 * </pre>
 *
 * <p>Offsets are positions in {@link #buffer()}, whose own position and limit are never moved.
 */
public final class RtpPacket {
    /** The fixed header, and so the shortest packet there is. */
    public static final int HEADER = 12;

    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;
    private int length;
    private int payloadOffset;
    private int payloadLength;

    /**
     * Points at the {@code length} bytes from {@code offset}, and says whether they are an RTP packet in the clear.
     *
     * <p>If they are not, the view stays where it was. The buffer must be big-endian, as buffers are born.
     */
    public boolean wrap(ByteBuffer buffer, int offset, int length) {
        int header = headerLength(buffer, offset, length);
        if (header < 0) {
            return false;
        }
        int padding = 0;
        if ((buffer.get(offset) & PADDING) != 0) {
            padding = length == header ? 0 : buffer.get(offset + length - 1) & 0xff;
            if (padding == 0 || padding > length - header) { // it counts itself, §5.1
                return false;
            }
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.payloadOffset = offset + header;
        this.payloadLength = length - header - padding;
        return true;
    }

    /**
     * The size of the header with its contributing sources and extension, or -1 where there is no RTP header.
     *
     * <p>It looks at nothing behind the header, so it may be asked of an encrypted packet.
     */
    public static int headerLength(ByteBuffer buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.limit());
        if (buffer.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("RTP is read from big-endian buffers");
        }
        if (length < HEADER) {
            return -1;
        }
        int first = buffer.get(offset) & 0xff;
        if (first >>> 6 != 2) {
            return -1;
        }
        int size = HEADER + 4 * (first & 0x0f);
        if ((first & EXTENSION) != 0) {
            if (length < size + 4) {
                return -1;
            }
            size += 4 + 4 * (buffer.getShort(offset + size + 2) & 0xffff);
        }
        return size <= length ? size : -1;
    }

    public ByteBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    /** The size of the payload, without padding. */
    public int payloadLength() {
        return payloadLength;
    }

    public int paddingLength() {
        return offset + length - payloadOffset - payloadLength;
    }

    public boolean hasExtension() {
        return (buffer.get(offset) & EXTENSION) != 0;
    }

    public int contributors() {
        return buffer.get(offset) & 0x0f;
    }

    public boolean marker() {
        return buffer.get(offset + 1) < 0;
    }

    public int payloadType() {
        return buffer.get(offset + 1) & 0x7f;
    }

    /** The sequence number, 0 to 65535. */
    public int sequence() {
        return buffer.getShort(offset + 2) & 0xffff;
    }

    /** The timestamp: 32 bits that wrap, so compare by subtraction. */
    public int timestamp() {
        return buffer.getInt(offset + 4);
    }

    public int ssrc() {
        return buffer.getInt(offset + 8);
    }

    public void marker(boolean marker) {
        buffer.put(offset + 1, (byte) (marker ? payloadType() | 0x80 : payloadType()));
    }

    public void payloadType(int payloadType) {
        buffer.put(offset + 1, (byte) (marker() ? payloadType | 0x80 : payloadType & 0x7f));
    }

    public void sequence(int sequence) {
        buffer.putShort(offset + 2, (short) sequence);
    }

    public void timestamp(int timestamp) {
        buffer.putInt(offset + 4, timestamp);
    }

    public void ssrc(int ssrc) {
        buffer.putInt(offset + 8, ssrc);
    }
}
