/**
 * Mailboxes: a queue and an executor, addressed by id; the only way to change what belongs to a call, a user or a SIP shard.
 *
 * <p>One message is one short task that never blocks; no thread is parked per mailbox and nothing above needs a lock.
 *
 * <p>Not here: what the messages mean.
 */
package org.ringdown.mailbox;
