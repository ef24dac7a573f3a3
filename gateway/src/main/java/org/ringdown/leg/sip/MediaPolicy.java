package org.ringdown.leg.sip;

import org.ringdown.trunk.Trunk.Dtmf;

/**
 * What is decided about the sound of a call before its first offer.
 *
 * @param secure how it is protected
 * @param dtmf how key presses are sent; they are heard in whatever way they come
 */
public record MediaPolicy(SecureMedia secure, Dtmf dtmf) {
    public static final MediaPolicy USUAL = new MediaPolicy(SecureMedia.OFF, Dtmf.RFC4733);

    /** As browsers speak it. */
    public static final MediaPolicy WEBRTC = new MediaPolicy(SecureMedia.WEBRTC, Dtmf.RFC4733);

    /** Whether telephone-event is agreed to; where keys are tones, those are listened for. */
    boolean agreesToEvents() {
        return dtmf != Dtmf.INBAND;
    }

    boolean sendsEvents() {
        return dtmf == Dtmf.RFC4733;
    }

    boolean sendsInfo() {
        return dtmf == Dtmf.INFO;
    }
}
