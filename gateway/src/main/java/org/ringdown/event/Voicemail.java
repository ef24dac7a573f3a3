package org.ringdown.event;

/**
 * What waits in a mailbox for voice messages.
 *
 * @param fresh new messages; 0 where only is known whether there are any
 * @param old messages that were heard
 */
public record Voicemail(boolean waiting, int fresh, int old) {
    public static final Voicemail NONE = new Voicemail(false, 0, 0);
}
