package org.ringdown.call;

/**
 * A call that somebody transferred away, and that still counts against their limits until its last leg ends.
 *
 * @param mailbox of whoever answers for it; it is posted this when the call is over
 * @param leg the id of the leg that left
 */
public record Charge(String mailbox, String leg) {}
