package org.ringdown.shard;

import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.TransactionId;

/** The answer of another mailbox to a request that a shard passed on. */
public record SipAnswer(TransactionId request, SipResponse response) {}
