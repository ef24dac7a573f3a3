package org.ringdown.media;

/** The media of a SIP leg: plain RTP on a port pair of its own. */
public interface RtpMedia extends Media {
    /** Tells where the far end is and what was agreed; again whenever that changes. */
    void remote(RtpRemote remote);
}
