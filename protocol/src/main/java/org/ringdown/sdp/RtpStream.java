package org.ringdown.sdp;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One medium agreed with a SIP peer.
 *
 * @param packetTime milliseconds of media to put in a packet to the peer: what it asks for, else 20
 * @param bitrate the most bits a second that the peer wants to receive, where it says so
 * @param ice the peer's end of ICE, where both ends described one
 */
public record RtpStream(
        AgreedMedia media,
        RtpRemote remote,
        int packetTime,
        OptionalLong bitrate,
        RtpProtection protection,
        Optional<RtpIce> ice) {
    private static final int USUAL_PACKET_TIME = 20; // RFC 3551 §4.5

    static int packetTime(MediaSection theirs) {
        int wanted = theirs.packetTime().orElse(USUAL_PACKET_TIME);
        return Math.min(wanted, theirs.maxPacketTime().orElse(wanted));
    }
}
