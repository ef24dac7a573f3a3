/**
 * What is said beside calls: text for a person, and news of a user's calls, presence and voicemail, as the mailboxes of users and of
 * SIP shards tell each other.
 *
 * <p>Read {@link org.ringdown.event.Text} for messages.
 *
 * <p>Threads: everything is an immutable value but {@link org.ringdown.event.Allowance}, which belongs to one mailbox.
 *
 * <p>Not here: SIP, pages, who may say what to whom.
 */
package org.ringdown.event;
