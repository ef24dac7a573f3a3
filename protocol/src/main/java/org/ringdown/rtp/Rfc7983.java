package org.ringdown.rtp;

import java.nio.ByteBuffer;

/**
 * Tells the protocols that share one port apart by their first byte (RFC 7983 §7, RFC 9443 §4), RTCP from RTP by its type (RFC 5761 §4).
 *
 * <pre>
 *              +----------------+
 *              |        [0..3] -+--> STUN
 *              |      [16..19] -+--> ZRTP
 *  datagram -->|      [20..63] -+--> DTLS
 *              |      [64..79] -+--> TURN channel
 *              |    [128..191] -+--> RTP, or RTCP if the second byte is in [192..223]
 *              +----------------+
 * </pre>
 */
public final class Rfc7983 {
    private Rfc7983() {}

    /** What a datagram claims to be; nothing is proved by it. */
    public enum Kind {
        STUN,
        ZRTP,
        DTLS,
        TURN_CHANNEL,
        RTP,
        RTCP,
        UNKNOWN
    }

    public static Kind kind(ByteBuffer buffer, int offset, int length) {
        if (length < 2) {
            return Kind.UNKNOWN;
        }
        int first = buffer.get(offset) & 0xff;
        if (first >= 128) {
            return first < 192 ? rtpOrRtcp(buffer.get(offset + 1) & 0xff) : Kind.UNKNOWN;
        }
        if (first <= 3) {
            return Kind.STUN;
        }
        if (first >= 20 && first < 64) {
            return Kind.DTLS;
        }
        if (first >= 64 && first < 80) {
            return Kind.TURN_CHANNEL;
        }
        return first >= 16 && first < 20 ? Kind.ZRTP : Kind.UNKNOWN;
    }

    private static Kind rtpOrRtcp(int second) {
        return second >= 192 && second < 224 ? Kind.RTCP : Kind.RTP;
    }
}
