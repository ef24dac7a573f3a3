package org.ringdown.user;

/** What SIP shards tell a user's mailbox about the user's phones. */
public sealed interface PhoneMessage {
    record X() implements PhoneMessage {}
}
