package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * A view of the blocks of a packet that says again what packets before it said (RFC 2198 §3); pointing it at the next one allocates nothing.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |1|  block PT   |     timestamp offset      |   block length    |
 * |1|  block PT   |     timestamp offset      |   block length    |
 * |0|  block PT   |  the blocks, in the order of their headers ...
 * </pre>
 *
 * <p>The last block is the packet's own and has what is left; those before it are older.
 */
public final class RedundantPacket {
    /** So many blocks are read; nobody who wants to be understood in time says a thing more often. */
    public static final int MOST_BLOCKS = 5;

    /** The header of an older block. */
    static final int OLDER = 4;

    /** The header of the packet's own block. */
    static final int OWN = 1;

    private static final int MORE = 0x80;

    private final int[] types = new int[MOST_BLOCKS];
    private final int[] offsets = new int[MOST_BLOCKS];
    private final int[] starts = new int[MOST_BLOCKS];
    private final int[] lengths = new int[MOST_BLOCKS];
    private int blocks;

    /** Points at the payload of {@code packet}; false if it is malformed, or has more blocks than {@link #MOST_BLOCKS}. */
    public boolean wrap(RtpPacket packet) {
        return wrap(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
    }

    private boolean wrap(ByteBuffer buffer, int from, int length) {
        int end = from + length;
        int at = from;
        blocks = 0;
        while (at < end && (buffer.get(at) & MORE) != 0) {
            if (end - at < OLDER || blocks == MOST_BLOCKS - 1) return false;
            int header = buffer.getInt(at);
            block(header >>> 24 & 0x7F, header >>> 10 & 0x3FFF, header & 0x3FF);
            at += OLDER;
        }
        if (at == end) return false;
        block(buffer.get(at), 0, 0);
        return place(at + OWN, end);
    }

    private void block(int type, int offset, int length) {
        types[blocks] = type;
        offsets[blocks] = offset;
        lengths[blocks] = length;
        blocks++;
    }

    private boolean place(int from, int end) {
        int at = from;
        for (int i = 0; i < blocks; i++) {
            starts[i] = at;
            at += lengths[i];
        }
        lengths[blocks - 1] = end - at;
        return at <= end;
    }

    /** How many there are, at least one: the packet's own is the last. */
    public int blocks() {
        return blocks;
    }

    public int payloadType(int block) {
        return types[block];
    }

    /** How many timestamp units it is older than the packet. */
    public int age(int block) {
        return offsets[block];
    }

    /** Where it is in the packet's buffer. */
    public int start(int block) {
        return starts[block];
    }

    public int length(int block) {
        return lengths[block];
    }
}
