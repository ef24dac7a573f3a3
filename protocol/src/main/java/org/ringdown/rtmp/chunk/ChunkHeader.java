package org.ringdown.rtmp.chunk;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * The head of a chunk, in whatever pieces it arrives (RTMP 1.0 §5.3.1).
 *
 * <pre>
 *   format and id     message header                                            extended timestamp
 *   1, 2 or 3 bytes   type 0: timestamp 3, length 3, type 1, stream 4 (little end first)    4, where the
 *                     type 1: later by  3, length 3, type 1                                 3 bytes are
 *                     type 2: later by  3                                                   all ones
 *                     type 3: nothing
 * </pre>
 */
final class ChunkHeader {
    /** Type 1: the message stream is that of before. */
    static final int SAME_STREAM = 1;

    /** Type 3: everything is as before, or the message goes on. */
    static final int CONTINUED = 3;

    private static final int LONGEST = 3 + 11 + 4;
    private static final int EXTENDED = 0xffffff;
    private static final int[] MESSAGE_HEADER = {11, 7, 3, 0};

    /** Whether a sender says an extended timestamp again in chunks of type 3. The specification wants it so; not all know. */
    private enum Habit {
        UNKNOWN,
        REPEATS,
        OMITS
    }

    private final IntFunction<ChunkStream> known;
    private final ByteBuffer head = ByteBuffer.allocate(LONGEST);
    private Habit habit = Habit.UNKNOWN;
    private boolean complete = true;
    private int surplus; // where in the head the body begins

    /** {@code known} gives a chunk stream by its id, or null. */
    ChunkHeader(IntFunction<ChunkStream> known) {
        this.known = known;
    }

    /** Takes no more than the head; whether it is complete. */
    boolean take(ByteBuffer bytes) {
        if (complete) {
            head.clear();
            complete = false;
        }
        while (bytes.hasRemaining() && !complete) {
            head.put(bytes.get());
            complete = isComplete();
        }
        return complete;
    }

    int format() {
        return head.get(0) >> 6 & 3;
    }

    /** 2 to 63 in the first byte, to 319 in one more, to 65599 in two more, the low one first (§5.3.1.1). */
    int id() {
        int id = head.get(0) & 0x3f;
        return switch (id) {
            case 0 -> 64 + u8(1);
            case 1 -> 64 + u8(1) + 256 * u8(2);
            default -> id;
        };
    }

    /** Whether bytes were taken for a timestamp that are none. */
    boolean hasSurplus() {
        return surplus < head.position();
    }

    /** Those bytes, to be read as what they are; it happens once in a connection. */
    ByteBuffer takeSurplus() {
        int size = head.position() - surplus;
        var bytes = ByteBuffer.allocate(size).put(0, head, surplus, size);
        surplus = head.position();
        return bytes;
    }

    /** Begins the next message of a chunk stream. */
    void applyTo(ChunkStream stream) {
        int format = format();
        int at = basic();
        if (format < CONTINUED) {
            stream.extended = u24(at) == EXTENDED;
            stream.field = stream.extended ? head.getInt(at + MESSAGE_HEADER[format]) : u24(at);
        }
        if (format <= SAME_STREAM) {
            stream.length = u24(at + 3);
            stream.type = u8(at + 6);
        }
        if (format == 0) {
            stream.stream = Integer.reverseBytes(head.getInt(at + 7));
            stream.timestamp = stream.field;
        } else {
            stream.timestamp +=
                    stream.field; // type 3 after type 0 adds the timestamp itself, §5.3.1.2.4
        }
    }

    private boolean isComplete() {
        int size = head.position();
        int plain = basic() + MESSAGE_HEADER[format()];
        surplus = size;
        if (size < plain) return false;
        if (format() == CONTINUED) return isContinuation(size - plain);
        return u24(basic()) != EXTENDED || size == plain + 4;
    }

    /** Compares what follows with the timestamp that may stand here again, until it is clear whether it does. */
    private boolean isContinuation(int more) {
        if (habit == Habit.OMITS) return true;
        var stream = known.apply(id());
        if (stream == null || !stream.extended) return true;
        if (habit == Habit.REPEATS) return more == 4;
        for (int i = 0; i < more; i++) {
            if (u8(basic() + i) != (stream.field >>> 24 - 8 * i & 0xff)) {
                habit = Habit.OMITS;
                surplus = basic();
                return true;
            }
        }
        if (more == 4) habit = Habit.REPEATS;
        return more == 4;
    }

    private int basic() {
        return switch (head.get(0) & 0x3f) {
            case 0 -> 2;
            case 1 -> 3;
            default -> 1;
        };
    }

    private int u8(int at) {
        return Byte.toUnsignedInt(head.get(at));
    }

    private int u24(int at) {
        return u8(at) << 16 | u8(at + 1) << 8 | u8(at + 2);
    }
}
