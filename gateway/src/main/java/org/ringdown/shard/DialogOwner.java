package org.ringdown.shard;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** Takes the requests that come in within one dialog; in its shard's mailbox. */
public interface DialogOwner {
    /** A new request, never ACK or CANCEL; an answer is owed ({@link SipWork#respond}). */
    void request(TransactionId id, SipRequest request, Flow from);
}
