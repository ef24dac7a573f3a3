package org.ringdown.journal;

/** Appends the newest state of an id before orders with outside effect are performed. Must not block. */
public interface Journal {
    /** @param epoch of the owner; an entry with a lower one than the last is refused */
    void append(String id, long epoch, Object state);

    /** The id has ended; its entries are no longer needed. */
    void forget(String id);
}
