package org.ringdown.way;

import java.util.Optional;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Flow;

/** Who began a transaction, or answers one (RFC 3261 §5), and is told in its shard's mailbox what becomes of it. */
public interface TransactionUser {
    /** One who does not mind. */
    TransactionUser NOBODY = new TransactionUser() {};

    /** A response to our request; provisional ones too, and of a forked INVITE any number of 2xx. */
    default void response(SipResponse response) {}

    /** Our request got no answer (408) or could not be sent (503); or nobody here answered theirs in time. */
    default void failed(int status, String reason) {}

    /** Our request was sent again: with a higher CSeq because a challenge was answered, or by another way. */
    default void resent(SipRequest request, Flow flow) {}

    /** The ACK to our 2xx to their INVITE came; empty: it never will. */
    default void acknowledged(Optional<SipRequest> ack) {}

    /** The far end no longer wants its INVITE, which has no final response yet. */
    default void canceled(SipRequest cancel) {}
}
