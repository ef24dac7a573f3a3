package org.ringdown.rtmfp.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ringdown.rtmfp.packet.Chunk;
import org.ringdown.rtmfp.packet.Chunk.Part;

/** A flow of the peer's: fragments in any order become messages in theirs (RFC 7016 §3.6.3). */
final class ReceiveFlow {
    /** What each fragment costs us beside its bytes. */
    private static final int OVERHEAD = 64;

    private static final int MOST_RANGES_TOLD = 64;

    private final long id;
    private final int longest;
    private final Sequences settled = new Sequences();
    private final TreeMap<Long, Chunk.UserData> waiting = new TreeMap<>();
    private final ByteArrayOutputStream assembly = new ByteArrayOutputStream(0);
    private boolean assembling;
    private long taken;
    private int waitingBytes;
    private long last = Long.MAX_VALUE;
    private boolean ended;
    private OptionalLong refusal = OptionalLong.empty();
    private OptionalLong patience = OptionalLong.empty();
    private long holeSince;

    /**
     * @param longest message, in bytes; longer ones are passed over
     */
    ReceiveFlow(long id, int longest) {
        this.id = id;
        this.longest = longest;
    }

    long id() {
        return id;
    }

    /** For so long what is missing is waited for; else for ever. */
    void patience(long nanos) {
        patience = OptionalLong.of(nanos);
    }

    /** It is not wanted: what comes is settled, and forgotten. */
    void refuse(long code) {
        refusal = OptionalLong.of(code);
        waiting.clear();
        waitingBytes = 0;
        discard();
    }

    OptionalLong refusal() {
        return refusal;
    }

    /** Bytes that it makes us hold. */
    int held() {
        return waitingBytes + assembly.size();
    }

    /** Whether all of it has come. */
    boolean isEnded() {
        return ended;
    }

    /**
     * @param room for bytes that cannot be handed out yet
     * @return whether its sender should hear of it at once
     */
    boolean receive(Chunk.UserData data, int room, long now, Consumer<ByteBuffer> messages) {
        boolean hadHoles = settled.hasHoles();
        boolean isNew = !settled.contains(data.sequence());
        boolean isNext = data.sequence() == settled.upTo() + 1;
        int size = OVERHEAD + data.data().remaining();
        if (isNew && !isNext && size > room || !settled.add(data.sequence())) return true;
        settled.settle(data.forward());
        if (data.last()) last = Math.min(last, data.sequence());
        if (isNew && !data.abandoned() && refusal.isEmpty() && data.sequence() > taken) {
            waiting.put(data.sequence(), kept(data));
            waitingBytes += size;
        }
        deliver(settled.upTo(), messages);
        if (settled.hasHoles() && !hadHoles) holeSince = now;
        ended |= settled.upTo() >= last;
        return !isNew
                || hadHoles
                || settled.hasHoles()
                || data.abandoned()
                || ended
                || refusal.isPresent();
    }

    /** The datagram's buffer is used again. */
    private static Chunk.UserData kept(Chunk.UserData data) {
        var copy = ByteBuffer.allocate(data.data().remaining());
        copy.put(0, data.data(), data.data().position(), data.data().remaining());
        return new Chunk.UserData(
                data.flow(),
                data.sequence(),
                data.forward(),
                data.part(),
                false,
                data.last(),
                List.of(),
                copy);
    }

    /** Until when what is missing is waited for. */
    OptionalLong deadline() {
        if (patience.isEmpty() || waiting.isEmpty() || !settled.hasHoles())
            return OptionalLong.empty();
        return OptionalLong.of(holeSince + patience.getAsLong());
    }

    /** Goes on without what is missing for too long. */
    void expire(long now, Consumer<ByteBuffer> messages) {
        var deadline = deadline();
        if (deadline.isEmpty() || now - deadline.getAsLong() < 0) return;
        deliver(waiting.lastKey(), messages);
        holeSince = now;
    }

    private void deliver(long upTo, Consumer<ByteBuffer> messages) {
        while (!waiting.isEmpty() && waiting.firstKey() <= upTo) {
            var next = waiting.pollFirstEntry().getValue();
            waitingBytes -= OVERHEAD + next.data().remaining();
            take(next, messages);
        }
    }

    /** A message whose parts do not follow each other was abandoned by its sender. */
    private void take(Chunk.UserData data, Consumer<ByteBuffer> messages) {
        boolean follows = assembling && data.sequence() == taken + 1;
        taken = data.sequence();
        switch (data.part()) {
            case WHOLE -> {
                discard();
                messages.accept(data.data());
            }
            case BEGIN -> {
                discard();
                assembling = true;
                append(data.data());
            }
            case MIDDLE, END -> {
                if (!follows) discard();
                else append(data.data());
                if (data.part() == Part.END && assembling) finish(messages);
            }
        }
    }

    private void append(ByteBuffer bytes) {
        if (assembly.size() + bytes.remaining() > longest) discard();
        else assembly.writeBytes(bytes.array());
    }

    private void finish(Consumer<ByteBuffer> messages) {
        var message = ByteBuffer.wrap(assembly.toByteArray());
        discard();
        messages.accept(message);
    }

    private void discard() {
        assembling = false;
        assembly.reset();
    }

    /** What has come of it. {@code room} is what its sender may send on top. */
    Chunk.Acknowledgement acknowledgement(int room) {
        var ranges = settled.beyond();
        var told = ranges.subList(0, Math.min(MOST_RANGES_TOLD, ranges.size()));
        return new Chunk.Acknowledgement(id, Math.max(0, room), settled.upTo(), told);
    }
}
