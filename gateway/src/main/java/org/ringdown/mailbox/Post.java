package org.ringdown.mailbox;

/** Sends messages to mailboxes by id. */
public interface Post {
    /** Never blocks. A message for an id that is gone is dropped and counted: its sender has a deadline of its own. */
    void send(String id, Object message);
}
