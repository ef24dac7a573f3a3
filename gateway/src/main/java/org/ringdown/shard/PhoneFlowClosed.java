package org.ringdown.shard;

import org.ringdown.sip.transaction.Flow;

/** A stream over which a phone of this user has registered is closed; posted to the user's mailbox. */
public record PhoneFlowClosed(Flow flow) {}
