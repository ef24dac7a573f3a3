package org.ringdown.sdp;

/** When a session is active, in NTP seconds (t=, RFC 8866 §5.9). In calls both are zero (RFC 3264 §5). */
public record Timing(long start, long stop) {
    public static final Timing UNBOUNDED = new Timing(0, 0);
}
