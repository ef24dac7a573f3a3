package org.ringdown.shard;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/**
 * A phone that has proved its user's password asks where the user's calls shall go; posted to the user's mailbox.
 *
 * @param shard where a {@link SipAnswer} to it is awaited
 */
public record PhoneRegisters(
        String shard, TransactionId transaction, SipRequest request, Flow flow) {}
