package org.ringdown.rtp;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Pictures of H.264, unit by unit (RFC 6184 §5.6), and those that are too long in pieces (§5.8), where the far end understands pieces.
 *
 * <p>They come as encoders write them: each unit behind two or three zeros and a one (ITU-T H.264 annex B).
 */
public final class H264Packer implements PicturePacker {
    private static final int START_LENGTH = 3;
    private static final int PIECE = 28;
    private static final int START = 0x80;
    private static final int END = 0x40;

    private final boolean pieces;
    private final ByteBuffer payload = ByteBuffer.allocate(LONGEST);

    /** @param pieces whether they are understood: packetization-mode 1. Else what is too long is left out */
    public H264Packer(boolean pieces) {
        this.pieces = pieces;
    }

    @Override
    public void pack(ByteBuffer picture, Payloads out) {
        int limit = picture.limit();
        int from = Math.min(limit, start(picture, picture.position()) + START_LENGTH);
        while (from < limit) {
            int next = start(picture, from);
            int end = next;
            while (end > from && picture.get(end - 1) == 0) end--; // no unit ends with a zero
            int following = Math.min(limit, next + START_LENGTH);
            unit(picture.slice(from, end - from), following == limit, out);
            from = following;
        }
    }

    /** The same of units that have been told apart. */
    public void pack(List<ByteBuffer> units, Payloads out) {
        for (int i = 0; i < units.size(); i++)
            unit(units.get(i).slice(), i == units.size() - 1, out);
    }

    /** Where the next start is, or the end. */
    private static int start(ByteBuffer in, int from) {
        for (int at = from; at + START_LENGTH <= in.limit(); at++)
            if (in.get(at) == 0 && in.get(at + 1) == 0 && in.get(at + 2) == 1) return at;
        return in.limit();
    }

    private void unit(ByteBuffer unit, boolean last, Payloads out) {
        int size = unit.remaining();
        if (size == 0) return;
        if (size <= LONGEST) {
            payload.clear().put(unit).flip();
            out.payload(payload, last);
        } else if (pieces) {
            pieces(unit, size, last, out);
        }
    }

    private void pieces(ByteBuffer unit, int size, boolean last, Payloads out) {
        int head = unit.get(0);
        int count = Math.ceilDiv(size - 1, LONGEST - 2);
        for (int i = 0; i < count; i++) {
            int at = 1 + (int) ((long) (size - 1) * i / count);
            int end = 1 + (int) ((long) (size - 1) * (i + 1) / count);
            int edge = i == 0 ? START : i == count - 1 ? END : 0;
            payload.clear().put((byte) (head & 0xe0 | PIECE)).put((byte) (edge | head & 0x1f));
            payload.put(unit.slice(at, end - at)).flip();
            out.payload(payload, last && i == count - 1);
        }
    }
}
