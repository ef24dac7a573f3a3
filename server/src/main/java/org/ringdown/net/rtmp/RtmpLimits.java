package org.ringdown.net.rtmp;

/** How many connections there may be. */
public record RtmpLimits(int connections, int fromOneAddress) {
    public static final RtmpLimits USUAL = new RtmpLimits(2_000, 500);
}
