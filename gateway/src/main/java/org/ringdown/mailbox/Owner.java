package org.ringdown.mailbox;

/** What a mailbox belongs to. Its state is touched by {@link #receive} only. */
public interface Owner {
    /** Whether the owner is still needed after a message. */
    enum Next {
        STAY,
        /** Nothing is left to own: the mailbox closes, unless another message has come meanwhile. */
        RETIRE
    }

    /** Handles one message; must not block. */
    Next receive(Object message);

    /** The mailbox has closed; nothing more will be received. */
    default void retired() {}
}
