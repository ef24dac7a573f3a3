package org.ringdown.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.wire.MalformedException;

/**
 * One question to a STUN server over UDP: under which address does it see us (RFC 8489 §2, §6.2.1)?
 *
 * <p>The request is repeated after 500 ms, 1 s, 2 s and so on, until an answer is there or the time is up. Times are nanoseconds of any clock.
 */
public final class BindingTransaction {
    /** The RTO to begin with, for those who know nothing of the way (§6.2.1). */
    static final long FIRST_TIMEOUT = 500_000_000;

    private final ByteBuffer request;
    private final ByteBuffer transactionId;
    private final long end;
    private long next;
    private long timeout = FIRST_TIMEOUT;

    /** What the server made of the question. */
    public sealed interface Answer {}

    /** @param address where the server saw the request come from */
    public record Mapped(InetSocketAddress address) implements Answer {}

    /** @param code of the error; 0 where the answer says nothing that we understand */
    public record Refused(int code) implements Answer {}

    /**
     * @param transactionId twelve bytes beyond prediction: nothing else tells an answer from a forgery (§6.3.1)
     * @param patience nanoseconds from {@code now} until it gives up
     */
    public BindingTransaction(byte[] transactionId, long now, long patience) {
        this.transactionId = ByteBuffer.wrap(transactionId.clone()).asReadOnlyBuffer();
        var out = ByteBuffer.allocate(64);
        new StunWriter(out, Stun.BINDING_REQUEST, this.transactionId).fingerprint();
        this.request = out.flip().asReadOnlyBuffer();
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

    /** What a datagram answers; nothing where it is none, or answers another question. */
    public Optional<Answer> received(ByteBuffer datagram) {
        try {
            var message = StunMessage.parse(datagram);
            if (!message.transactionId().equals(transactionId)) return Optional.empty();
            return switch (message.type()) {
                case Stun.BINDING_SUCCESS ->
                        Optional.of(
                                message.xorMappedAddress()
                                        .<Answer>map(Mapped::new)
                                        .orElse(new Refused(0)));
                case Stun.BINDING_ERROR -> Optional.of(new Refused(message.errorCode().orElse(0)));
                default -> Optional.empty();
            };
        } catch (MalformedException dropped) {
            return Optional.empty();
        }
    }
}
