package org.ringdown.srtp;

import org.ringdown.rtp.SequenceExtender;
import org.ringdown.rtp.SequenceWindow;

/** What one key has seen of one SSRC: the indexes used, for RTP and RTCP apart (RFC 3711 §3.2.3). */
final class SrtpStream {
    /** The highest RTP index there is: 32 bits of rollovers, 16 of sequence number. */
    static final long MAX_INDEX = 0xffff_ffff_ffffL;

    private static final long NONE = -1;

    int ssrc;
    final SequenceWindow rtp = new SequenceWindow();
    final SequenceWindow rtcp = new SequenceWindow();

    private long before = NONE; // the highest RTP index under the key before this one
    private long rtcpBefore = NONE;

    /** Takes over what another key has seen: none of it is used here, but the rollovers go on. */
    void continueFrom(SrtpStream other) {
        before = other.newest();
        rtcpBefore = other.newestRtcp();
    }

    /** The highest RTP index known, or -1. */
    long newest() {
        return rtp.isEmpty() ? before : rtp.newest();
    }

    /** The highest RTCP index known, or -1. */
    long newestRtcp() {
        return rtcp.isEmpty() ? rtcpBefore : rtcp.newest();
    }

    /** The RTP index that a sequence number most likely has; negative if it is from before the beginning. */
    long likely(int sequence) {
        return newest() == NONE ? sequence : SequenceExtender.nearest(newest(), sequence);
    }

    /**
     * The RTP index it may have instead.
     *
     * <p>Under a new key a peer may have begun at zero. Else a wrap was missed: the peer began shortly before one and its first
     * packets were lost, or half a round was lost together.
     */
    long unlikely(int sequence) {
        return rtp.isEmpty() && before != NONE ? sequence : likely(sequence) + 0x10000;
    }
}
