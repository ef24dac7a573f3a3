package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * The parameter sets of a source, kept because some say them but once: without them no picture can be decoded (RFC 6184 §8.4).
 *
 * <p>Nothing is allocated but at the beginning.
 */
public final class H264ParameterSets {
    private static final int LONGEST = 256;
    private static final int TOGETHER = 24;
    private static final int IMPORTANCE = 0x60;

    private final byte[] sequence = new byte[LONGEST];
    private final byte[] picture = new byte[LONGEST];
    private final H264Payload.Units units = this::unit;
    private int sequenceLength;
    private int pictureLength;
    private int saidAt;
    private boolean said;
    private boolean refreshes;
    private boolean brings;

    /** Looks at a packet; see {@link #startsKeyframe} and {@link #lacks}. */
    public void read(RtpPacket packet) {
        refreshes = false;
        brings = false;
        H264Payload.forEach(packet, units);
        if (brings) {
            said = true;
            saidAt = packet.timestamp();
        }
    }

    private void unit(int type, ByteBuffer buffer, int offset, int length, boolean whole) {
        switch (type) {
            case H264Payload.INSTANT_REFRESH -> refreshes = true;
            case H264Payload.SEQUENCE_PARAMETERS -> {
                brings = true;
                sequenceLength = keep(buffer, offset, length, whole, sequence);
            }
            case H264Payload.PICTURE_PARAMETERS ->
                    pictureLength = keep(buffer, offset, length, whole, picture);
            default -> {}
        }
    }

    private static int keep(
            ByteBuffer buffer, int offset, int length, boolean whole, byte[] place) {
        if (!whole || length > place.length) return 0;
        buffer.get(offset, place, 0, length);
        return length;
    }

    /** Whether the packet read last begins what can be decoded without anything before it: parameter sets, or the picture itself. */
    public boolean startsKeyframe() {
        return refreshes || brings;
    }

    /** Whether it begins such a picture, the source has not said its parameter sets with it, and they are known. */
    public boolean lacks(int timestamp) {
        boolean fresh = said && saidAt == timestamp;
        return refreshes && !fresh && sequenceLength > 0 && pictureLength > 0;
    }

    /** They are said with the picture of this time. */
    public void said(int timestamp) {
        said = true;
        saidAt = timestamp;
    }

    /** Another source has others. */
    public void clear() {
        sequenceLength = 0;
        pictureLength = 0;
        said = false;
    }

    /** Writes both as one payload (STAP-A), and says how long it is. */
    public int together(ByteBuffer out, int at) {
        out.put(at, (byte) (IMPORTANCE | TOGETHER));
        int next = unit(out, at + 1, sequence, sequenceLength);
        return unit(out, next, picture, pictureLength) - at;
    }

    private static int unit(ByteBuffer out, int at, byte[] unit, int length) {
        out.putShort(at, (short) length);
        out.put(at + 2, unit, 0, length);
        return at + 2 + length;
    }

    public int sequenceParameters(ByteBuffer out, int at) {
        out.put(at, sequence, 0, sequenceLength);
        return sequenceLength;
    }

    public int pictureParameters(ByteBuffer out, int at) {
        out.put(at, picture, 0, pictureLength);
        return pictureLength;
    }
}
