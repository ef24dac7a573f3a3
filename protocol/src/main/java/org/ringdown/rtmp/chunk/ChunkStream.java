package org.ringdown.rtmp.chunk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the reader remembers of one chunk stream: its last header, for those that leave parts of it out, and the message that is on its way. */
final class ChunkStream {
    private static final byte[] NONE = {};
    private static final int FIRST_ROOM = 512;

    int type;
    int stream;
    int length;
    int timestamp;

    /** What the last header said: the timestamp itself (type 0), or how much later (types 1 and 2). Type 3 says it again. */
    int field;

    /** Whether that needed more than 24 bits. */
    boolean extended;

    private byte[] body = NONE;
    private int size;
    private boolean inside;

    boolean isInside() {
        return inside;
    }

    int missing() {
        return length - size;
    }

    /** The room that is held for what has begun. */
    int room() {
        return body.length;
    }

    void begin() {
        inside = true;
    }

    /** How much room there must be to take so many bytes more: twice as much as before, yet never over the whole. */
    int roomFor(int more) {
        int needed = size + more;
        if (needed <= body.length) return body.length;
        return Math.min(length, Math.max(needed, Math.max(FIRST_ROOM, 2 * body.length)));
    }

    void take(ByteBuffer bytes, int count) {
        int room = roomFor(count);
        if (room > body.length) body = Arrays.copyOf(body, room);
        bytes.get(body, size, count);
        size += count;
    }

    /** The message is whole, and whoever gets it owns its bytes. */
    RawMessage finish() {
        var message = new RawMessage(type, stream, timestamp, ByteBuffer.wrap(body, 0, size));
        drop();
        return message;
    }

    void drop() {
        body = NONE;
        size = 0;
        inside = false;
    }
}
