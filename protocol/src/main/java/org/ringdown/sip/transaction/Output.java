package org.ringdown.sip.transaction;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/**
 * What comes out of a {@link TransactionLayer}, to be acted on in order.
 *
 * <p>Each request we send ends in exactly one of: a final {@link ResponseReceived}, {@link TimedOut}, {@link TransportFailed};
 * only an INVITE that forked may have more 2xx after the first. Each transaction that was named here, or sent by the one above,
 * is {@link Ended} once, after which nothing is heard of it.
 */
public sealed interface Output {
    /**
     * Bytes to put on a flow.
     *
     * @param message read-only, and this output's own
     * @param transaction whom to tell of a failure, by {@link TransactionLayer#transportFailed}; empty where nobody waits
     */
    record Transmit(Flow flow, ByteBuffer message, Optional<TransactionId> transaction)
            implements Output {
        static Transmit of(Flow flow, byte[] message, Optional<TransactionId> transaction) {
            return new Transmit(flow, ByteBuffer.wrap(message).asReadOnlyBuffer(), transaction);
        }

        /** The same bytes with a position of their own. */
        Transmit copy() {
            return new Transmit(flow, message.duplicate(), transaction);
        }
    }

    /** A request to be answered by {@link TransactionLayer#respond}; never ACK, never CANCEL. INVITE has its 100 already. */
    record RequestReceived(TransactionId id, SipRequest request, Flow flow) implements Output {}

    /** A response to our request; of equal provisional ones in a row, only the first. */
    record ResponseReceived(TransactionId id, SipResponse response) implements Output {}

    /** The ACK for our 2xx to this INVITE. */
    record AckReceived(TransactionId id, SipRequest ack) implements Output {}

    /** This INVITE, not finally answered yet, is no longer wanted: answer it 487. The CANCEL has its 200 already. */
    record CancelReceived(TransactionId id, SipRequest cancel) implements Output {}

    /** Our 2xx to this INVITE was repeated for 64 T1 and never acknowledged: end the dialog with BYE (RFC 3261 §13.3.1.4). */
    record AckMissing(TransactionId id) implements Output {}

    /**
     * Nobody answered: of our request, the far end (treat it as 408, RFC 3261 §8.1.3.1); of another's, the one above, which then
     * need not any more.
     */
    record TimedOut(TransactionId id) implements Output {}

    /** Our request could not be sent (treat it as 503, RFC 3261 §8.1.3.1), or our response to another's. */
    record TransportFailed(TransactionId id) implements Output {}

    /** The transaction is over. */
    record Ended(TransactionId id) implements Output {}
}
