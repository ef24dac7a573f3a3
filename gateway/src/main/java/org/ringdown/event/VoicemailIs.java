package org.ringdown.event;

/** What waits in the mailbox of a user's line; posted to the user's mailbox whenever it has changed. */
public record VoicemailIs(Voicemail voicemail) {}
