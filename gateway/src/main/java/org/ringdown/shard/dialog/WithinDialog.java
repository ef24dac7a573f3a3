package org.ringdown.shard.dialog;

/** Answers the requests of one method within an INVITE's dialog, by {@link InviteDialog#answer}; one object for each dialog. */
interface WithinDialog {
    void asked(Asked asked);
}
