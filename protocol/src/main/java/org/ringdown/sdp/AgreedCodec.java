package org.ringdown.sdp;

/**
 * A codec both sides can do, and its numbers in each direction, which may differ (RFC 3264 §5.1).
 *
 * @param codec with the parameters the peer states, which say how it wants to receive
 * @param sendType the payload type of packets to the peer: the one in its description
 * @param receiveType the payload type of packets from the peer: the one in ours
 */
public record AgreedCodec(Codec codec, int sendType, int receiveType) {}
