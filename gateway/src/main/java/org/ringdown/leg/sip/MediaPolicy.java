package org.ringdown.leg.sip;

import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunk.Dtmf;

/**
 * What is decided about the sound of a call before its first offer.
 *
 * @param secure how it is protected
 * @param dtmf how key presses are sent; they are heard in whatever way they come
 * @param comedia whether its packets tell where it is, whatever its SDP says
 */
public record MediaPolicy(SecureMedia secure, Dtmf dtmf, boolean comedia) {
    public static final MediaPolicy USUAL = plain(SecureMedia.OFF);

    /** As browsers speak it. */
    public static final MediaPolicy WEBRTC = plain(SecureMedia.WEBRTC);

    private static MediaPolicy plain(SecureMedia secure) {
        return new MediaPolicy(secure, Dtmf.RFC4733, false);
    }

    /** As a trunk wants it. */
    public static MediaPolicy of(Trunk.Media media) {
        return new MediaPolicy(
                SecureMedia.valueOf(media.srtp().name()), media.dtmf(), media.comedia());
    }

    MediaPolicy protectedBy(SecureMedia other) {
        return new MediaPolicy(other, dtmf, comedia);
    }

    /** Whether there may be pictures: browsers that speak SIP would have them on the transport of their sound. */
    boolean hasPictures() {
        return secure != SecureMedia.WEBRTC;
    }

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
