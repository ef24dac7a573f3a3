/**
 * SIP beside calls: who watches whose calls, presence or voicemail (RFC 6665), and text (RFC 3428).
 *
 * <p>Read {@link org.ringdown.shard.event.WatchRules} first: who may watch what. What there is to be told is decided elsewhere
 * ({@code event}, {@code user}); here it is said by SIP.
 *
 * <p>Threads: watches and texts run in the mailbox of their shard; {@link org.ringdown.shard.event.TextSender} and
 * {@link org.ringdown.shard.event.OurSubscriptions} may be called from any thread.
 *
 * <p>Not here: the state of a subscription, and the documents' formats; they are protocol ({@code sip.event}).
 */
package org.ringdown.shard.event;
