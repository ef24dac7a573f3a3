package org.ringdown.path;

import org.ringdown.rtp.RtpPacket;

/** Takes packets. It may change one, and keeps nothing of it. */
public interface RtpSink {
    RtpSink NOBODY = (_, _) -> {};

    void accept(RtpPacket packet, long now);
}
