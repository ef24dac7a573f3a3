package org.ringdown.voicemail;

import org.ringdown.line.Lines;

/** A line of a user was registered, or is not any more; posted to the mailbox {@code voicemail:<user>}. */
public record LineChanged(Lines.State line) {}
