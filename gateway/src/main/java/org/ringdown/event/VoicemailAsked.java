package org.ringdown.event;

/** Asks the watch of a line's voicemail what waits there; {@link VoicemailIs} comes to the user's mailbox, if it is known. */
public record VoicemailAsked() {}
