package org.ringdown.event;

/**
 * What a phone of a user, who has been proved to be the user, sends to an address; posted to the mailbox of that user, which owes one
 * {@link TextOutcome}.
 *
 * @param to as the phone wrote it
 * @param replyTo the mailbox that is told
 * @param token by which that mailbox knows it again
 */
public record TextSaid(String to, String body, String replyTo, String token) {
    /** Without the body. */
    @Override
    public String toString() {
        return "TextSaid[" + to + "]";
    }
}
