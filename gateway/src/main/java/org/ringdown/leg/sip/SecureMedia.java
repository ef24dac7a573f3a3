package org.ringdown.leg.sip;

import org.ringdown.sdp.RtpProposal;

/** How the sound of a call that we place is to be protected. Calls that come in get what their offer asks for, as far as we can do it. */
public enum SecureMedia {
    /** Plain RTP. */
    OFF(RtpProposal.PLAIN),
    /** SRTP where the far end takes a key that we offer, else plain RTP. */
    BEST_EFFORT(RtpProposal.OPPORTUNISTIC),
    /** SRTP under keys in SDP, or no call (RFC 4568). Whoever reads the signalling can read the keys. */
    SDES(RtpProposal.SDES),
    /** SRTP under keys of a handshake, or no call (RFC 5763). */
    DTLS(RtpProposal.DTLS),
    /** As browsers speak it: the same with ICE. */
    WEBRTC(RtpProposal.WEBRTC);

    private final RtpProposal proposal;

    SecureMedia(RtpProposal proposal) {
        this.proposal = proposal;
    }

    RtpProposal proposal() {
        return proposal;
    }
}
