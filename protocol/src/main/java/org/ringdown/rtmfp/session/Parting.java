package org.ringdown.rtmfp.session;

import java.util.Optional;
import org.ringdown.rtmfp.packet.Chunk;

/** How a session ends (RFC 7016 §3.5.5): what waits is sent, then the peer hears of it until it has said that it did. */
final class Parting {
    private static final long SECOND = 1_000_000_000L;
    private static final long DRAIN = SECOND;
    private static final long AGAIN = SECOND / 2;
    private static final long PATIENCE = 3 * SECOND;

    private enum State {
        OPEN,
        /** What waits is sent. */
        DRAINING,
        /** The peer is told. */
        TELLING,
        DONE
    }

    private State state = State.OPEN;
    private long since;
    private long tellAt;

    /** Whether it was open. */
    boolean close(long now) {
        if (state != State.OPEN) return false;
        state = State.DRAINING;
        since = now;
        tellAt = now;
        return true;
    }

    /** The peer has closed it, or says that it knows; it may say that unasked, when it is in a hurry. Whether it was open. */
    boolean farClosed() {
        boolean open = state == State.OPEN;
        state = State.DONE;
        return open;
    }

    /** Nobody is there. Whether it was open. */
    boolean gone() {
        return farClosed();
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Whether nothing of flows is sent any more. */
    boolean isSilent() {
        return state == State.TELLING || state == State.DONE;
    }

    /** What the peer is told, if it is to be told now. */
    Optional<Chunk> toSend(boolean more, long now) {
        if (state == State.DRAINING && (!more || now - since >= DRAIN)) state = State.TELLING;
        if (state != State.TELLING || now - tellAt < 0) return Optional.empty();
        tellAt = now + AGAIN;
        return Optional.of(new Chunk.Close());
    }

    void expire(long now) {
        if (state == State.TELLING && now - since >= PATIENCE) state = State.DONE;
    }

    long deadline() {
        return switch (state) {
            case OPEN, DONE -> Long.MAX_VALUE;
            case DRAINING -> since + DRAIN;
            case TELLING -> Math.min(tellAt, since + PATIENCE);
        };
    }
}
