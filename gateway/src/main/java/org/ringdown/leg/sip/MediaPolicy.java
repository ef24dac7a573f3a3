package org.ringdown.leg.sip;

/**
 * What is decided about the sound of a call before its first offer.
 *
 * @param secure how it is protected
 */
public record MediaPolicy(SecureMedia secure) {
    public static final MediaPolicy USUAL = new MediaPolicy(SecureMedia.OFF);

    /** As browsers speak it. */
    public static final MediaPolicy WEBRTC = new MediaPolicy(SecureMedia.WEBRTC);
}
