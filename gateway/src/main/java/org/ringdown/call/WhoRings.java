package org.ringdown.call;

/** Asks a mailbox who should ring for it; the answer is {@link Candidates}, posted to the call. */
public record WhoRings(String call) {}
