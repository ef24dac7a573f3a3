package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.ringdown.media.MediaNote;
import org.ringdown.rtp.RtpPacket;

/** What a {@link Transport} hears; called on its loop. */
public interface TransportListener {
    /** A packet in the clear that the far end has sent. It may be changed, sent on, and is another one after the call. */
    void rtp(RtpPacket packet, long now);

    /** A compound RTCP packet in the clear. */
    void rtcp(ByteBuffer buffer, int offset, int length, long now);

    /** A milestone on the way to the far end. */
    default void noted(MediaNote note) {}

    /** A packet from an address that is not the far end's, and was dropped. */
    default void foreign(InetSocketAddress from) {}

    /** A packet under a payload type that was not agreed, and was dropped. */
    default void unagreed(int payloadType) {}
}
