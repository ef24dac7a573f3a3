package org.ringdown.leg.sip;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/** Who sent a request of ours. It knows it by the id that it was given first, however often it had to be sent anew. */
interface RequestOwner {
    /** A response to it; after a final one, at most further 2xx of a forked INVITE. */
    void response(TransactionId id, SipResponse response);

    /** It got no answer (408) or could not be sent (503). */
    void failed(TransactionId id, int status, String reason);

    /** It was sent again, with a higher CSeq where a challenge was answered, or by another way. */
    void resent(TransactionId id, SipRequest request, Flow flow);
}
