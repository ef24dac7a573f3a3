package org.ringdown.transport;

import java.nio.ByteBuffer;
import org.ringdown.rtp.RtpPacket;

/** What a {@link Transport} hears; called on its loop. */
public interface TransportListener {
    /** A packet in the clear that the far end has sent. It may be changed, sent on, and is another one after the call. */
    void rtp(RtpPacket packet, long now);

    /** A compound RTCP packet in the clear. */
    void rtcp(ByteBuffer buffer, int offset, int length, long now);
}
