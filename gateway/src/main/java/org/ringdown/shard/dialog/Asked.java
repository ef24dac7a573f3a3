package org.ringdown.shard.dialog;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/**
 * A request of the far end within a dialog, in order, that is owed an answer.
 *
 * @param from the way it came
 */
record Asked(TransactionId id, SipRequest request, Flow from) {}
