package org.ringdown.call;

/**
 * How a call goes, as the user at one of its ends sees it; posted to the user's mailbox.
 *
 * @param call its id
 * @param inbound whether the user is called
 * @param remote who is at the other end, as far as is known
 */
public record CallSeen(String call, boolean inbound, Phase phase, Party remote) {
    /** How far it has come. */
    public enum Phase {
        RINGING,
        TALKING,
        OVER
    }
}
