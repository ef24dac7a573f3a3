package org.ringdown.limit;

/** Told to the mailbox of whoever holds a lease: it is to end now. */
public record Overrun(Refusal why) {}
