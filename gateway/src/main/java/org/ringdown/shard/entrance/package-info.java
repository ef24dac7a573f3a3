/**
 * Where SIP comes in, and whose it is.
 *
 * <p>Read {@link org.ringdown.shard.entrance.SipEntrance} first: what is answered there is not remembered. Before it stands the
 * {@link org.ringdown.shard.entrance.Turnstile}, which in a crowd lets those pass whom we know. A request that begins something passes
 * the {@link org.ringdown.shard.entrance.Threshold}; {@link org.ringdown.shard.entrance.MethodPolicy} says who may ask what. A
 * {@link org.ringdown.shard.entrance.SipShard} owns the transactions and dialogs of its share of Call-IDs, and gives what they bring to the other
 * rooms.
 *
 * <p>Threads: the entrance is any thread's, a shard runs in the mailbox {@code sip:<n>}.
 *
 * <p>Not here: sockets, name resolution; they stand behind {@link org.ringdown.way.SipTransport}.
 */
package org.ringdown.shard.entrance;
