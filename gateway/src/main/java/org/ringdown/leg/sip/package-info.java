/**
 * A SIP phone as a side of a call: what its messages mean for its sound, its keys, and who talks to whom.
 *
 * <p>Read {@link org.ringdown.leg.sip.SipLeg} first; {@link org.ringdown.leg.sip.SipTalk} is what it and its far end have agreed, and
 * {@link org.ringdown.leg.sip.Callee} whom it calls. It says what it wants by {@link org.ringdown.shard.SipOrder}, and hears what happened by
 * {@link org.ringdown.shard.SipEvent}.
 *
 * <p>Threads: a leg runs in the mailbox of its call.
 *
 * <p>Not here: dialogs, transactions, retransmissions; they are its shard's ({@code shard}).
 */
package org.ringdown.leg.sip;
