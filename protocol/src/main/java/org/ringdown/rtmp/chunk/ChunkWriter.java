package org.ringdown.rtmp.chunk;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.ringdown.wire.WireWriter;

/**
 * Takes messages apart into chunks; one owner, one a connection.
 *
 * <p>Sound never waits for a picture: its chunks go between those of a picture that is on its way. Commands and data keep their place among
 * pictures, for one may end the stream that the others belong to.
 */
public final class ChunkWriter {
    private static final int CONTROL = 2;
    private static final int COMMAND = 3;
    private static final int SOUND = 4;
    private static final int PICTURES = 6;
    private static final int EXTENDED = 0xffffff;

    /** Room for the head of a chunk. */
    private static final int HEAD = 1 + 11 + 4;

    /** What has been said on a chunk stream, which the next header need not repeat. */
    private static final class Said {
        boolean once;
        int type;
        int stream;
        int length;
        int timestamp;
        int field;
        boolean isDelta; // field, since the last header that had one was of type 1 or 2
    }

    private final Map<Integer, Said> said = new HashMap<>();
    private final Deque<RawMessage> urgent = new ArrayDeque<>();
    private final Deque<RawMessage> patient = new ArrayDeque<>();
    private int chunkSize = 128;
    private int urgentWritten; // bytes of the first that are on their way already
    private int patientWritten;
    private int pending;

    /** Puts a message in line. Its body must not change any more. */
    public void offer(RawMessage message) {
        line(message.type()).add(message);
        pending += HEAD + message.body().remaining();
    }

    /** About how many bytes wait. */
    public int pending() {
        return pending;
    }

    public boolean hasMore() {
        return pending > 0;
    }

    /** Writes chunks until nothing waits or {@code out} has {@code most} bytes, and at most one chunk more. */
    public void drain(WireWriter out, int most) {
        while (hasMore() && out.size() < most) {
            if (urgent.isEmpty()) patientWritten = chunk(patient, patientWritten, out);
            else urgentWritten = chunk(urgent, urgentWritten, out);
        }
    }

    private Deque<RawMessage> line(int type) {
        return switch (type) {
            case MessageType.VIDEO, MessageType.AGGREGATE -> patient;
            case MessageType.AUDIO,
                    MessageType.SET_CHUNK_SIZE,
                    MessageType.ACKNOWLEDGEMENT,
                    MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE,
                    MessageType.SET_PEER_BANDWIDTH ->
                    urgent;
            default -> patient.isEmpty() ? urgent : patient;
        };
    }

    /** Writes one chunk of the first in line, and says how much of it is written then. */
    private int chunk(Deque<RawMessage> line, int written, WireWriter out) {
        var message = line.getFirst();
        int size = message.body().remaining();
        if (written == 0) head(message, out);
        else continuation(message.type(), out);
        int count = Math.min(chunkSize, size - written);
        out.bytes(message.body().slice(message.body().position() + written, count));
        if (written + count < size) return written + count;

        line.removeFirst();
        pending -= HEAD + size;
        if (message.type() == MessageType.SET_CHUNK_SIZE) {
            chunkSize = message.body().getInt(message.body().position());
        }
        return 0;
    }

    private void head(RawMessage message, WireWriter out) {
        int id = chunkStream(message.type());
        var last = said.computeIfAbsent(id, _ -> new Said());
        int later = message.timestamp() - last.timestamp;
        if (!last.once || last.stream != message.stream() || later < 0) {
            last.field = message.timestamp();
            last.isDelta = false;
            out.u8(id);
            timeLengthType(last.field, message, out);
            out.i32(Integer.reverseBytes(message.stream()));
            extended(last.field, out);
        } else if (last.type != message.type() || last.length != message.body().remaining()) {
            last.field = later;
            last.isDelta = true;
            out.u8(1 << 6 | id);
            timeLengthType(later, message, out);
            extended(later, out);
        } else if (!last.isDelta || last.field != later) {
            last.field = later;
            last.isDelta = true;
            out.u8(2 << 6 | id).u24(field(later));
            extended(later, out);
        } else {
            continuation(message.type(), out);
        }
        remember(last, message);
    }

    private static void remember(Said last, RawMessage message) {
        last.once = true;
        last.type = message.type();
        last.stream = message.stream();
        last.length = message.body().remaining();
        last.timestamp = message.timestamp();
    }

    private static void timeLengthType(int time, RawMessage message, WireWriter out) {
        out.u24(field(time)).u24(message.body().remaining()).u8(message.type());
    }

    /** Type 3: an extended timestamp is there again (§5.3.1.3). */
    private void continuation(int type, WireWriter out) {
        int id = chunkStream(type);
        out.u8(3 << 6 | id);
        extended(said.get(id).field, out);
    }

    private static void extended(int time, WireWriter out) {
        if (field(time) == EXTENDED) out.i32(time);
    }

    private static int field(int time) {
        return Integer.compareUnsigned(time, EXTENDED) < 0 ? time : EXTENDED;
    }

    private static int chunkStream(int type) {
        return switch (type) {
            case MessageType.AUDIO -> SOUND;
            case MessageType.VIDEO, MessageType.AGGREGATE -> PICTURES;
            case MessageType.SET_CHUNK_SIZE,
                    MessageType.ABORT,
                    MessageType.ACKNOWLEDGEMENT,
                    MessageType.USER_CONTROL,
                    MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE,
                    MessageType.SET_PEER_BANDWIDTH ->
                    CONTROL;
            default -> COMMAND;
        };
    }

    /** The message that makes chunks of so many bytes, from when it is written on. */
    public static RawMessage chunkSize(int size) {
        if (size < 128) throw new IllegalArgumentException("control messages fit into one chunk");
        return new RawMessage(
                MessageType.SET_CHUNK_SIZE, 0, 0, ByteBuffer.allocate(4).putInt(0, size));
    }
}
