/**
 * The leg of a SIP phone, and the SIP side of the gateway around it.
 *
 * <p>Read {@link org.ringdown.leg.sip.SipEntrance} first: where messages come in, and what is answered without remembering it. A
 * {@link org.ringdown.leg.sip.SipShard} owns the transactions and dialogs of its share of Call-IDs; a
 * {@link org.ringdown.leg.sip.SipLeg} owns what they mean for its call: what was offered, agreed, and where sound goes. They talk by
 * {@link org.ringdown.leg.sip.SipOrder} and {@link org.ringdown.leg.sip.SipEvent}.
 *
 * <p>Threads: a shard runs in the mailbox {@code sip:<n>}, a leg in that of its call.
 *
 * <p>Not here: sockets, name resolution; they stand behind {@link org.ringdown.leg.sip.SipTransport}.
 */
package org.ringdown.leg.sip;
