package org.ringdown.shard;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Flow;

/** What became of a {@link SipAsk}; exactly one for each. */
public sealed interface SipOutcome {
    String token();

    /**
     * The final response.
     *
     * @param sent the request that it answers, with the CSeq that it had in the end
     * @param flow the way there
     */
    record Answered(String token, SipRequest sent, SipResponse response, Flow flow)
            implements SipOutcome {}

    /** Nobody answered (408), or nobody could be reached (503). */
    record Failed(String token, int status, String why) implements SipOutcome {}
}
