package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.ringdown.rtp.RtpPacket;

/** Sends to one far end. */
public interface Transport {
    /** Sends a packet, or loses it. Its buffer is changed, and has {@link org.ringdown.worker.DatagramHandler#TAIL} bytes of room behind it. */
    void send(RtpPacket packet);

    /** Sends a packet once more that was sent before, exactly as it was; only where the far end asked for it. */
    default void resend(RtpPacket packet) {
        send(packet);
    }

    /** Sends a compound RTCP packet that lies in {@code buffer}, with the same room behind it. */
    void sendRtcp(ByteBuffer buffer, int offset, int length);

    /** Whether what is sent now leaves, as there is an address, and keys where they are needed. */
    boolean reaches();

    /** Where it sends to now; port 0 while it knows no address. */
    InetSocketAddress remote();

    /** Where it receives. */
    int port();

    /** Releases ports and keys; twice changes nothing. */
    void close();
}
