package org.ringdown.stun;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/**
 * One request of ours over UDP (RFC 8489 §6.2.1): repeated after 500 ms, 1 s, 2 s and so on, until its answer is there or the time is up.
 *
 * <p>Times are nanoseconds of any clock.
 */
public final class StunTransaction {
    /** The RTO to begin with, for those who know nothing of the way. */
    static final long FIRST_TIMEOUT = 500_000_000;

    private static final int ID_AT = 8;
    private static final int ID = 12;
    private static final int RESPONSE = 0x0100; // the class bit that success and error share, §5

    private final ByteBuffer request;
    private final long end;
    private long next;
    private long timeout = FIRST_TIMEOUT;

    /**
     * @param request a whole message; nothing but its transaction id, beyond prediction, tells an answer from a forgery (§6.3.1)
     * @param patience nanoseconds from {@code now} until it gives up
     */
    public StunTransaction(ByteBuffer request, long now, long patience) {
        this.request = request.slice().asReadOnlyBuffer();
        this.next = now;
        this.end = now + patience;
    }

    /** The request, whenever it is due to be sent or sent again. */
    public Optional<ByteBuffer> due(long now) {
        if (now - next < 0 || isOver(now)) return Optional.empty();
        next = now + timeout;
        timeout *= 2;
        return Optional.of(request.duplicate());
    }

    /** When there is something to do next: to send again, or to give up. */
    public long deadline() {
        return next - end < 0 ? next : end;
    }

    /** Whether no answer is waited for any more. */
    public boolean isOver(long now) {
        return now - end >= 0;
    }

    /** The answer, success or error, if a datagram is that; nothing where it is something else, or answers another request. */
    public Optional<StunMessage> received(ByteBuffer datagram) {
        try {
            var message = StunMessage.parse(datagram);
            boolean ours = message.transactionId().equals(request.slice(ID_AT, ID));
            return ours && (message.type() & RESPONSE) != 0
                    ? Optional.of(message)
                    : Optional.empty();
        } catch (MalformedException dropped) {
            return Optional.empty();
        }
    }
}
