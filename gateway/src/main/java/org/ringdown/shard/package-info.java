/**
 * How the gateway speaks with its SIP shards: what a leg orders and hears, what anybody else asks and is told, and what the rooms of a shard have in
 * common.
 *
 * <p>All messages of a Call-ID belong to one shard ({@link org.ringdown.shard.SipShards}), which remembers its transactions and dialogs. Its rooms:
 *
 * <ul>
 *   <li>{@code shard.entrance}: where messages come in, who may, and whose they are;
 *   <li>{@code shard.dialog}: calls, from INVITE to BYE;
 *   <li>{@code shard.event}: who watches whom, and text.
 * </ul>
 *
 * <p>Threads: a shard runs in the mailbox {@code sip:<n>}.
 *
 * <p>Not here: what a message means for a call ({@code leg.sip}); how it gets to its peer ({@code way}).
 */
package org.ringdown.shard;
