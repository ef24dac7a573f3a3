package org.ringdown.path;

import org.ringdown.rtp.RtpPacket;

/** One step of a path, with a successor that it is given once, while the path is built. */
abstract class RtpStage implements RtpSink {
    private RtpSink next = RtpSink.NOBODY;

    final <S extends RtpSink> S into(S next) {
        this.next = next;
        return next;
    }

    protected final void pass(RtpPacket packet, long now) {
        next.accept(packet, now);
    }
}
