package org.ringdown.shard;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.TransactionId;

/**
 * A NOTIFY for a mailbox that subscribed, or for a line whose registrar tells without having been asked.
 *
 * @param shard where a {@link SipAnswer} to it is awaited
 */
public record NotifyCame(String shard, TransactionId transaction, SipRequest request) {}
