package org.ringdown.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.TcpConnection;

/**
 * What a connection has no room for at the moment.
 *
 * <p>A packet that has begun is finished, or nobody could read the stream any more; behind it, what has waited too long is worth nothing. With
 * what the kernel keeps, never more than 64 kB wait.
 */
final class TcpQueue {
    static final int CAPACITY = 16 << 10;

    /** Sound that is older comes too late to be played. */
    static final long OLDEST = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int HEADER = Long.BYTES + Short.BYTES;

    /** The rest of a packet, then packets each behind the time at which it came and its length. */
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).limit(0);

    private final Counters counters;
    private int rest;

    /** @param counters of what is dropped */
    TcpQueue(Counters counters) {
        this.counters = counters;
    }

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    /** Keeps the end of a packet of which the connection took only the beginning. The queue is empty. */
    void keepRest(ByteBuffer frame) {
        rest = frame.remaining();
        bytes.clear().put(frame).flip();
    }

    /** Keeps a packet for later, or drops it where there is no room. */
    void add(ByteBuffer frame, long now) {
        int needed = HEADER + frame.remaining();
        if (needed > CAPACITY - bytes.limit()) {
            dropStale(now);
            bytes.compact().flip();
        }
        if (needed > CAPACITY - bytes.limit()) {
            counters.count(Counted.NOT_SENT);
            return;
        }
        int at = bytes.limit();
        bytes.limit(at + needed);
        bytes.putLong(at, now).putShort(at + Long.BYTES, (short) frame.remaining());
        bytes.put(at + HEADER, frame, frame.position(), frame.remaining());
    }

    /** Drops the packets that have waited too long. */
    void dropStale(long now) {
        int fresh = bytes.position() + rest;
        while (fresh < bytes.limit() && now - bytes.getLong(fresh) > OLDEST) {
            fresh += HEADER + length(fresh);
            counters.count(Counted.NOT_SENT);
        }
        int start = fresh - rest;
        bytes.put(start, bytes, bytes.position(), rest).position(start);
    }

    /** Writes what there is room for; false when the connection is broken. */
    boolean writeTo(TcpConnection connection) {
        while (bytes.hasRemaining()) {
            if (rest == 0) begin();
            int end = bytes.limit();
            bytes.limit(bytes.position() + rest);
            boolean whole = connection.write(bytes);
            rest = bytes.remaining();
            bytes.limit(end);
            if (!whole) return false;
            if (rest > 0) return true;
        }
        return true;
    }

    private void begin() {
        rest = length(bytes.position());
        bytes.position(bytes.position() + HEADER);
    }

    private int length(int at) {
        return Short.toUnsignedInt(bytes.getShort(at + Long.BYTES));
    }
}
