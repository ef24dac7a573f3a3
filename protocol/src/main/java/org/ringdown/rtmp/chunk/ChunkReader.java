package org.ringdown.rtmp.chunk;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ringdown.wire.MalformedException;

/**
 * Puts messages together again, in whatever pieces the bytes arrive; one owner, one a connection.
 *
 * <p>What is about chunks themselves, Set Chunk Size and Abort, it obeys and keeps. After a {@link MalformedException} nobody can say
 * where the next chunk begins: close the connection.
 */
public final class ChunkReader {
    private static final int FIRST_CHUNK_SIZE = 128;

    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private final ChunkHeader header = new ChunkHeader(streams::get);
    private ChunkLimits limits;
    private ChunkStream current = new ChunkStream();
    private int chunkSize = FIRST_CHUNK_SIZE;
    private int left; // of the chunk that is being read
    private int unfinished;
    private boolean inChunk;
    private boolean broken;

    public ChunkReader(ChunkLimits limits) {
        this.limits = limits;
    }

    /** From now on the peer may do this. */
    public void allow(ChunkLimits more) {
        limits = more;
    }

    /** Takes all of {@code bytes} and hands out what they complete, in order. */
    public void feed(ByteBuffer bytes, Consumer<? super RawMessage> messages)
            throws MalformedException {
        if (broken) throw malformed("framing was lost before");
        broken = true;
        read(bytes, messages);
        broken = false;
    }

    private void read(ByteBuffer bytes, Consumer<? super RawMessage> messages)
            throws MalformedException {
        while (bytes.hasRemaining()) {
            if (inChunk) {
                payload(bytes, messages);
            } else if (header.take(bytes)) {
                begin(messages);
                if (header.hasSurplus()) read(header.takeSurplus(), messages);
            }
        }
    }

    /** Bytes of room that are held for messages which have begun and not ended. */
    public int unfinished() {
        return unfinished;
    }

    private void begin(Consumer<? super RawMessage> messages) throws MalformedException {
        current = stream();
        if (!current.isInside()) {
            header.applyTo(current);
            if (current.length > limits.longest(current.type)) {
                throw malformed(
                        "a message of type "
                                + current.type
                                + " over "
                                + limits.longest(current.type)
                                + " bytes");
            }
            current.begin();
        } else if (header.format() != ChunkHeader.CONTINUED) {
            throw malformed("a message begins inside another");
        }
        left = Math.min(chunkSize, current.missing());
        inChunk = left > 0;
        if (current.missing() == 0) finish(messages);
    }

    private ChunkStream stream() throws MalformedException {
        int id = header.id();
        var known = streams.get(id);
        if (known != null) return known;
        // librtmp begins its stream of pings with a header that leaves only the message stream out.
        if (header.format() > ChunkHeader.SAME_STREAM) {
            throw malformed("the first chunk of a stream has no length");
        }
        if (streams.size() == limits.streams()) {
            throw malformed("over " + limits.streams() + " chunk streams");
        }
        var fresh = new ChunkStream();
        streams.put(id, fresh);
        return fresh;
    }

    private void payload(ByteBuffer bytes, Consumer<? super RawMessage> messages)
            throws MalformedException {
        int count = Math.min(left, bytes.remaining());
        int more = current.roomFor(count) - current.room();
        if (more > limits.unfinished() - unfinished) {
            throw malformed("over " + limits.unfinished() + " bytes of unfinished messages");
        }
        unfinished += more;
        current.take(bytes, count);
        left -= count;
        inChunk = left > 0;
        if (current.missing() == 0) finish(messages);
    }

    private void finish(Consumer<? super RawMessage> messages) throws MalformedException {
        unfinished -= current.room();
        var message = current.finish();
        switch (message.type()) {
            case MessageType.SET_CHUNK_SIZE -> setChunkSize(number(message));
            case MessageType.ABORT -> abort(number(message));
            default -> messages.accept(message);
        }
    }

    /** The first bit is zero (§5.4.1). No room is made for a chunk, so any size will do: a message is shorter than that anyway. */
    private void setChunkSize(int size) throws MalformedException {
        if (size < 1) throw malformed("a chunk size that is not positive");
        chunkSize = size;
    }

    private void abort(int id) {
        var stream = streams.get(id);
        if (stream == null) return;
        unfinished -= stream.room();
        stream.drop();
    }

    private static int number(RawMessage message) throws MalformedException {
        if (message.body().remaining() < 4) throw malformed("a control message without its number");
        return message.body().getInt(message.body().position());
    }

    private static MalformedException malformed(String complaint) {
        return new MalformedException("RTMP chunks: " + complaint + " (RTMP 1.0 §5.3)");
    }
}
