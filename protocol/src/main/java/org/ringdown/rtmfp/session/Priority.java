package org.ringdown.rtmfp.session;

/** What goes first, first. */
public enum Priority {
    COMMAND,
    SOUND,
    DATA,
    PICTURE
}
