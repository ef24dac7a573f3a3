package org.ringdown.shard;

import org.ringdown.sip.SipRequest;
import org.ringdown.way.Way;

/**
 * A request of ours outside of any call (REGISTER, OPTIONS, MESSAGE, SUBSCRIBE), to be given to {@link SipRequests}.
 *
 * @param request complete but for its Via, its Route and the proof of a password
 * @param way how it gets there
 * @param replyTo the mailbox that is told one {@link SipOutcome}
 * @param token tells the mailbox which of its requests that was
 */
public record SipAsk(SipRequest request, Way way, String replyTo, String token) {}
