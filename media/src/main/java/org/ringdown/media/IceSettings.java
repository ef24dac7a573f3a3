package org.ringdown.media;

/**
 * ICE between a SIP leg and its far end, for RTP's port and for RTCP's where it has one.
 *
 * <p>We answer checks and send none (RFC 8445 §2.5); other credentials of either side are an ICE restart.
 *
 * @param localUfrag our ICE user name fragment
 * @param localPassword our ICE password
 * @param remoteUfrag the far end's
 * @param remotePassword the far end's
 */
public record IceSettings(
        String localUfrag, String localPassword, String remoteUfrag, String remotePassword) {
    /** Without the passwords, so that no log keeps them. */
    @Override
    public String toString() {
        return "IceSettings[" + localUfrag + ", " + remoteUfrag + "]";
    }
}
