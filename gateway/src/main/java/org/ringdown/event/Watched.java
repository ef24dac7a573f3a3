package org.ringdown.event;

/** What of a user may be watched. */
public enum Watched {
    /** Which calls the user has. */
    CALLS,
    /** Whether the user can be reached. */
    PRESENCE,
    /** What waits in the user's mailbox. */
    VOICEMAIL
}
