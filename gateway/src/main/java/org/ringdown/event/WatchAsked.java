package org.ringdown.event;

/**
 * Somebody wants to watch a user; posted to the user's mailbox, which owes {@link WatchNews}, at once and whenever there is other news, until
 * {@link WatchOver}; or one {@link WatchRefused}.
 *
 * @param watch names it, unique within the node
 * @param watcher the user who watches, who has been proved to be the user
 * @param replyTo the mailbox that is told
 */
public record WatchAsked(String watch, Watched what, String watcher, String replyTo) {}
