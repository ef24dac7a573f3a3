package org.ringdown.flash;

/** What the commands of one kind of phone mean, as a table: state and event in, next state and orders out. */
interface CommandSet<S> {
    /** Before anything has happened. */
    S begin();

    /** What is not in the table changes nothing. */
    Step<S> on(S state, FlashEvent event);
}
