package org.ringdown.sdp;

import java.util.List;

/**
 * A codec both sides can do, and its numbers in each direction, which may differ (RFC 3264 §5.1).
 *
 * @param codec with the parameters the peer states, which say how it wants to receive
 * @param sendType the payload type of packets to the peer: the one in its description
 * @param receiveType the payload type of packets from the peer: the one in ours
 * @param feedback what the peer is ready to hear about what it sends (RFC 4585 §4.2)
 */
public record AgreedCodec(Codec codec, int sendType, int receiveType, List<String> feedback) {
    public AgreedCodec {
        feedback = List.copyOf(feedback);
    }
}
