package org.ringdown.event;

/**
 * Text for a user; posted to the user's mailbox, which owes one {@link TextOutcome}.
 *
 * @param replyTo the mailbox that is told
 * @param token by which that mailbox knows it again
 */
public record TextArrives(Text text, String replyTo, String token) {}
