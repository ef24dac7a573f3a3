package org.ringdown.leg.sip;

/** Answers the requests of one method within an INVITE's dialog, by {@link InviteDialog#answer}; one object for each dialog. */
interface WithinDialog {
    void asked(Asked asked);
}
